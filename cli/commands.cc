// SPDX-License-Identifier: Apache-2.0
//
// What each command is for, in words.
#include "cli/commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace jescope {
namespace {

constexpr auto kCommands = std::to_array<CommandHelp>({
    {"top", Command::kTop, "Look", "functions by the memory they hold (the default)",
     "jescope top jeprof.out.301.17.i17.heap"},
    {"tree", Command::kTree, "Look", "calls from main down to the allocations, small ones cut",
     "jescope tree --min 1% jeprof.out.301.17.i17.heap"},
    {"peek", Command::kPeek, "Look", "a function with its callers and callees",
     "jescope peek 'Cache::insert' jeprof.out.301.17.i17.heap"},
    {"traces", Command::kTraces, "Look", "whole stacks, largest first",
     "jescope traces -n 3 jeprof.out.301.17.i17.heap"},
    {"list", Command::kList, "Look", "source lines of functions, with what each line holds",
     "jescope list --source-root ~/src 'Cache::insert' jeprof.out.301.17.i17.heap"},
    {"disasm", Command::kDisasm, "Look", "instructions of functions, with what each holds",
     "jescope disasm 'Cache::insert' jeprof.out.301.17.i17.heap"},
    {"shell", Command::kShell, "Look", "a prompt: dumps are read once and answer many commands",
     "jescope shell jeprof.out.301.17.i17.heap"},
    {"flame", Command::kFlame, "Draw", "an interactive flame graph, one SVG or HTML file",
     "jescope flame jeprof.out.301.17.i17.heap -o heap.svg"},
    {"graph", Command::kGraph, "Draw", "who calls whom, with what is allocated through it",
     "jescope graph jeprof.out.301.17.i17.heap -o calls.svg"},
    {"report", Command::kReport, "Draw",
     "all of it on one HTML page, for one dump, two or a series",
     "jescope report jeprof.out.301.17.i17.heap -o report.html"},
    {"diff", Command::kDiff, "Compare", "what grew and shrank between two dumps, or two builds",
     "jescope diff before.heap after.heap --fail-on 'total>5%'"},
    {"trend", Command::kTrend, "Compare", "what grows over the dumps of a process, and how",
     "jescope trend /dumps --limit 2GiB"},
    {"watch", Command::kWatch, "Compare", "a line on each new dump as it appears",
     "jescope watch /dumps"},
    {"export", Command::kExport, "Convert",
     "folded stacks, callgrind, pprof, speedscope, dot or JSON for other programs",
     "jescope export --to callgrind jeprof.out.301.17.i17.heap -o callgrind.out"},
    {"symbolize", Command::kSymbolize, "Convert",
     "a dump that brings its names: for jescope and jeprof, without the program",
     "jescope symbolize --redact jeprof.out.301.17.i17.heap -o x.heap"},
    {"merge", Command::kMerge, "Convert", "several dumps as one that brings its names",
     "jescope merge /dumps -o merged.heap"},
    {"info", Command::kInfo, "Inspect", "what a dump is, its threads, modules, and missing names",
     "jescope info jeprof.out.301.17.i17.heap"},
    {"symbols", Command::kSymbols, "Inspect",
     "where each module's names come from, and how to get more",
     "jescope symbols jeprof.out.301.17.i17.heap"},
    {"record", Command::kRecord, "Record", "runs a program, and writes dumps of its memory",
     "jescope record --interval 10s -o report.html -- ./server --port 80"},
    {"dump", Command::kDump, "Record", "a dump of a running jemalloc process, or all its stacks",
     "jescope dump 1234 -o now.heap"},
});

}  // namespace

std::span<const CommandHelp> all_commands() {
  return kCommands;
}

const CommandHelp* find_command(std::string_view name) {
  const auto found = std::ranges::find(kCommands, name, &CommandHelp::name);
  return found == kCommands.end() ? nullptr : &*found;
}

std::string main_help() {
  std::string text =
      "jescope: shows where the memory is in jemalloc heap dumps\n\n"
      "Usage: jescope <command> [options] [PROGRAM] DUMP...\n"
      "       jescope DUMP                  the same as: jescope top DUMP\n"
      "       jescope record [options] -- CMD ARG...\n"
      "       jescope dump [options] PID\n";
  const auto line = [](std::string_view name, std::string_view summary) {
    return fmt::format("  {:<9} {}\n", name, summary);
  };
  std::string_view group;
  for (const CommandHelp& command : kCommands) {
    if (command.group != group) text += fmt::format("\n{}\n", command.group);
    group = command.group;
    text += line(command.name, command.summary);
  }
  return text + "\nIn the place of jeprof\n" +
         line("jeprof", "its command line: jescope jeprof --help, or a link called jeprof") +
         "\n"
         "DUMP is a .heap file, also .gz or .zst, a folder of them, - for standard input, or\n"
         "the http:// or https:// URL of a running program that shows its heap.\n"
         "PROGRAM, an ELF file, is needed only when the dump's map does not name it.\n"
         "\n"
         "Example: jescope top jeprof.out.301.17.i17.heap\n"
         "         jescope help <command> tells the options.\n"
         "\n"
         "Exit status: 0 answered, 1 a gate was broken (--fail-on, --fail-below), 2 wrong usage,\n"
         "3 input unreadable, 4 output unwritable, 70 a bug of ours. An answer that leaves\n"
         "something out warns on stderr.\n";
}

}  // namespace jescope
