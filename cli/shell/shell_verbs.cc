// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/shell_verbs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace jescope {
namespace {

constexpr std::string_view kTableArguments = "[N] [FOCUS...] [-IGNORE...]";
constexpr std::string_view kFunctionArguments = "REGEX... [-IGNORE...]";
constexpr std::string_view kFileArguments = "FILE [FOCUS...] [-IGNORE...]";
constexpr std::string_view kTextArguments = "[FILE] [FOCUS...] [-IGNORE...]";
constexpr std::string_view kBrowseArguments = "[FOCUS...] [-IGNORE...]";

constexpr auto kVerbs = std::to_array<Verb>({
    {"top", VerbKind::kTable, kTableArguments, "functions by the memory they hold", Command::kTop},
    {"text", VerbKind::kTable, kTableArguments, "the same as top", Command::kTop},
    {"tree", VerbKind::kTable, kTableArguments, "calls from main down to the allocations",
     Command::kTree},
    {"traces", VerbKind::kTable, kTableArguments, "whole stacks, largest first", Command::kTraces},
    {"peek", VerbKind::kFunctions, kFunctionArguments, "functions with their callers and callees",
     Command::kPeek},
    {"list", VerbKind::kFunctions, kFunctionArguments,
     "source lines of functions, with what each holds", Command::kList},
    {"disasm", VerbKind::kFunctions, kFunctionArguments,
     "instructions of functions, with what each holds", Command::kDisasm},
    {"weblist", VerbKind::kFunctions, kFunctionArguments,
     "source lines that open to their instructions, in the browser", Command::kList},
    {"web", VerbKind::kBrowse, kBrowseArguments, "the call graph, in the browser", Command::kGraph},
    {"gv", VerbKind::kBrowse, kBrowseArguments, "the call graph as PostScript, in gv",
     Command::kGraph, ExportFormat::kDot, GraphFormat::kPs},
    {"evince", VerbKind::kBrowse, kBrowseArguments, "the call graph as PDF, in evince",
     Command::kGraph, ExportFormat::kDot, GraphFormat::kPdf},
    {"flame", VerbKind::kFile, kFileArguments, "a flame graph: FILE.svg or FILE.html",
     Command::kFlame},
    {"graph", VerbKind::kFile, kFileArguments, "the call graph: FILE.svg, .pdf, .ps, .png, .gif",
     Command::kGraph},
    {"svg", VerbKind::kFile, kFileArguments, "the same as graph", Command::kGraph},
    {"dot", VerbKind::kFile, kTextArguments, "the call graph for graphviz", Command::kGraph,
     ExportFormat::kDot, GraphFormat::kDot},
    {"callgrind", VerbKind::kFile, kTextArguments, "a file for kcachegrind; no FILE: opens it",
     Command::kExport, ExportFormat::kCallgrind},
    {"folded", VerbKind::kFile, kTextArguments, "a line for each stack", Command::kExport,
     ExportFormat::kFolded},
    {"pprof", VerbKind::kFile, kFileArguments, "a file for pprof: FILE.pb.gz", Command::kExport,
     ExportFormat::kPprof},
    {"metric", VerbKind::kMetric, "inuse_space|inuse_objects|alloc_space|alloc_objects",
     "what is counted from now on"},
    {"unit", VerbKind::kUnit, "auto|B|KiB|MiB|GiB", "the unit of bytes from now on"},
    {"focus", VerbKind::kFocus, "[REGEX...]",
     "only stacks with a match, unless a command has a focus; none: all"},
    {"ignore", VerbKind::kIgnore, "[REGEX...]", "no stacks with a match; none: all"},
    {"reset", VerbKind::kReset, "", "metric, unit, focus and ignore as in the beginning"},
    {"show", VerbKind::kShow, "[options]", "metric, unit, focus and ignore as they are now"},
    {"info", VerbKind::kFacts, "", "what the dump is, its threads and modules", Command::kInfo},
    {"symbols", VerbKind::kFacts, "", "where names come from, and how to get more",
     Command::kSymbols},
    {"help", VerbKind::kHelp, "[COMMAND]", "this, or more on a command"},
    {"quit", VerbKind::kQuit, "", "the end, also exit, q and Ctrl-D"},
    {"exit", VerbKind::kQuit, "", "the same as quit"},
});

// "tree[N]" where a number may follow at once.
std::string head_of(const Verb& verb) {
  if (verb.kind != VerbKind::kTable) {
    return fmt::format("{}{}{}", verb.name, verb.arguments.empty() ? "" : " ", verb.arguments);
  }
  return fmt::format("{}{}", verb.name, verb.arguments);
}

}  // namespace

std::span<const Verb> all_verbs() {
  return kVerbs;
}

const Verb* find_verb(std::string_view word, ShellDialect dialect) {
  const auto exact = std::ranges::find(kVerbs, word, &Verb::name);
  if (exact != kVerbs.end()) return &*exact;
  // In jeprof whatever begins with these is one of them.
  for (const std::string_view name : {"quit", "help"}) {
    if (dialect == ShellDialect::kJeprof && word.starts_with(name)) return find_verb(name, dialect);
  }
  if (word == "?") return find_verb("help", dialect);
  const auto begins = [&](const Verb& verb) { return verb.name.starts_with(word); };
  if (word.empty() || std::ranges::count_if(kVerbs, begins) != 1) return nullptr;
  return &*std::ranges::find_if(kVerbs, begins);
}

std::string shell_help() {
  return "Look     top[N] text[N]      functions by what they hold; --cum: with callees;\n"
         "                             --lines --functions --files --addresses\n"
         "         tree[N] traces[N]   calls from main down; whole stacks\n"
         "         peek REGEX          functions with their callers and callees\n"
         "         list disasm REGEX   source lines, instructions; weblist: in the browser\n"
         "Draw     web                 the call graph in the browser; also gv, evince\n"
         "         flame FILE          a flame graph, FILE.svg, .html, .pdf or .png\n"
         "         graph FILE          the call graph, FILE.svg, .pdf, .ps, .png or .gif\n"
         "Convert  callgrind [FILE]    no FILE: opens kcachegrind\n"
         "         dot folded [FILE]   for graphviz and for flame graph programs\n"
         "         pprof FILE          FILE.pb.gz\n"
         "Choose   metric NAME         inuse_space inuse_objects alloc_space alloc_objects\n"
         "         unit NAME           auto B KiB MiB GiB\n"
         "         focus ignore REGEX  from now on, until reset; show options tells them\n"
         "Inspect  info symbols        the dump; where its names come from\n"
         "         help [COMMAND]      this page, or more on a command\n"
         "         quit                also exit, q, Ctrl-D\n"
         "Regular expressions behind a command choose stacks: top foo bar -baz shows those\n"
         "through foo or bar without those through baz. 'operator new' is one expression.\n"
         "COMMAND > FILE writes its answer. Ctrl-C stops an answer, Tab completes names.\n";
}

std::string verb_help(const Verb& verb) {
  std::string text = fmt::format("{}\n    {}\n", head_of(verb), verb.summary);
  if (verb.kind == VerbKind::kTable) {
    text +=
        "    N: how many, 0: all. FOCUS: only stacks with a matching function or file,\n"
        "    -IGNORE: none with one. --lines --functions --files --addresses: what a row is.\n";
  }
  if (verb.command == Command::kTop && verb.kind == VerbKind::kTable) {
    text += "    --cum: sorted by what functions hold with all they call.\n";
  }
  if (verb.kind == VerbKind::kFunctions) text += "    -IGNORE: no stacks with a match.\n";
  if (verb.kind == VerbKind::kFile || verb.kind == VerbKind::kBrowse) {
    text += "    FOCUS: only stacks with a match, -IGNORE: none with one.\n";
  }
  return text;
}

}  // namespace jescope
