// SPDX-License-Identifier: Apache-2.0
#include "cli/dump/dump_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/option_values.h"
#include "cli/usage_words.h"

namespace jescope {
namespace {

struct Words {
  std::string process;
  std::optional<std::string> wait, format, by, color;
  bool activate = false, deactivate = false, no_inlines = false;
};

Error unexpected(const char* option, const char* expected, const std::string& got) {
  return {ErrorCode::kUsage, option, fmt::format("expected {}, got \"{}\"", expected, got), {}};
}

void add_dump_options(CLI::App& app, Words& words) {
  app.add_option("PID", words.process, "the process, by its number")->type_name("")->required();
  app.add_flag("--activate", words.activate,
               "begin sampling: prof.active becomes true; no dump\nunless -o names its file")
      ->group("Dump");
  app.add_flag("--deactivate", words.deactivate, "end sampling; the same")->group("Dump");
  app.add_option("--wait", words.wait,
                 "how long to look for a moment at which a thread is not\n"
                 "inside the allocator [5s]")
      ->type_name("TIME")
      ->group("Dump");
}

void add_stack_options(CLI::App& app, Words& words, DumpInvocation& invocation) {
  Request& request = invocation.request;
  app.add_flag("--stacks", invocation.wants_stacks,
               "print the stacks of all threads instead; for any program")
      ->group("Stacks");
  app.add_option("--format", words.format, "text, json or folded [as -o FILE ends, or text]")
      ->type_name("FORMAT")
      ->group("Stacks");
  app.add_option("--by", words.by, "function, line, file, module or address [function]")
      ->type_name("WHAT")
      ->group("Stacks");
  app.add_flag("--no-inlines", words.no_inlines, "leave out inlined functions")->group("Stacks");
  app.add_option("--color", words.color, "auto, always or never")
      ->type_name("WHEN")
      ->group("Stacks");
  const auto add = [&](const char* name, std::vector<std::string>& target, const char* type,
                       const char* help) {
    app.add_option(name, target, help)->type_name(type)->allow_extra_args(false)->group("Stacks");
  };
  add("--symbols", request.symbol_dirs, "DIR", "folder of debug files, matched by build-id");
  add("--perf-map", request.perf_maps, "FILE",
      "names of a just-in-time compiler's code\n[/tmp/perf-PID.map of the process]");
  app.add_flag("--debuginfod", request.debuginfod.is_wanted,
               "fetch missing debug files from DEBUGINFOD_URLS")
      ->group("Stacks");
  app.add_flag("--no-cache", invocation.no_cache, "do not keep or use names found before")
      ->group("Stacks");
}

std::optional<Error> take_process(const Words& words, DumpInvocation& invocation) {
  const Result<uint64_t> process = parse_process(words.process);
  if (!process.ok() || *process > INT32_MAX) {
    return unexpected("PID", "the number of a process", words.process);
  }
  invocation.wish.process = static_cast<int64_t>(*process);
  invocation.request.live_process = *process;
  return std::nullopt;
}

// A file's name tells what is in it.
StackFormat format_of_file(const std::string& output) {
  if (output.ends_with(".json")) return StackFormat::kJson;
  return output.ends_with(".folded") ? StackFormat::kFolded : StackFormat::kText;
}

std::optional<Error> take_formats(const Words& words, DumpInvocation& invocation) {
  if (words.format == "json") {
    invocation.format = StackFormat::kJson;
  } else if (words.format == "folded") {
    invocation.format = StackFormat::kFolded;
  } else if (words.format && words.format != "text") {
    return unexpected("--format", "text, json or folded", *words.format);
  }
  if (!words.format) invocation.format = format_of_file(invocation.output);
  if (words.by) {
    const Result<Granularity> by = parse_granularity(*words.by);
    if (!by.ok()) return by.error();
    invocation.request.by = *by;
  }
  if (words.color) {
    const Result<ColorChoice> color = parse_color(*words.color);
    if (!color.ok()) return color.error();
    invocation.color = *color;
  }
  return std::nullopt;
}

std::optional<Error> find_contradiction(const CLI::App& app, const Words& words,
                                        const DumpInvocation& invocation) {
  if (words.activate && words.deactivate) {
    return Error{
        ErrorCode::kUsage, "--deactivate", "expected no --activate beside it, got both", {}};
  }
  const bool switches = words.activate || words.deactivate;
  if (invocation.wants_stacks && switches) {
    return Error{ErrorCode::kUsage,
                 "--stacks",
                 "expected no --activate or --deactivate beside it, got one",
                 {}};
  }
  for (const char* const option :
       {"--format", "--by", "--no-inlines", "--symbols", "--perf-map", "--debuginfod"}) {
    if (invocation.wants_stacks || app.count(option) == 0) continue;
    return Error{ErrorCode::kUsage, option, "expected --stacks beside it, got none",
                 "jescope top FILE shows a dump"};
  }
  if (app.count("--output") > 0 && invocation.output.empty()) {
    return Error{ErrorCode::kUsage, "-o", "expected a file name, got nothing", {}};
  }
  return std::nullopt;
}

std::optional<Error> apply_words(const Words& words, DumpInvocation& invocation) {
  if (std::optional<Error> error = take_process(words, invocation)) return error;
  if (std::optional<Error> error = take_formats(words, invocation)) return error;
  if (words.wait) {
    const Result<double> seconds = parse_interval(*words.wait);
    if (!seconds.ok()) return unexpected("--wait", "a time, as 2s or 1min", *words.wait);
    invocation.wish.wait_seconds = *seconds;
  }
  if (words.activate) invocation.wish.active = true;
  if (words.deactivate) invocation.wish.active = false;
  invocation.wish.wants_dump = !invocation.wish.active || !invocation.output.empty();
  if (words.no_inlines) invocation.request.inlines = Inlines::kFold;
  return std::nullopt;
}

}  // namespace

Result<DumpInvocation> parse_dump_arguments(std::span<const std::string> arguments) {
  const CommandHelp& help = *find_command("dump");
  DumpInvocation invocation;
  invocation.request.command = Command::kDump;
  Words words;
  CLI::App app(std::string(help.summary), "jescope dump");
  app.set_help_flag("-h,--help", "this text");
  add_dump_options(app, words);
  add_stack_options(app, words, invocation);
  app.add_option("-o,--output", invocation.output,
                 "write to FILE, whole or not at all\n[jeprof.PID.N.mN.heap; stacks are printed]")
      ->type_name("FILE")
      ->group("Output");
  app.add_flag("--quiet", invocation.quiet, "no notes and warnings on stderr")->group("Output");
  app.footer(
      fmt::format("\nOne thread of the process stands still while it writes the dump; the others "
                  "run on.\nNeeds the right to trace it: the same user, or CAP_SYS_PTRACE.\n"
                  "\nExample: {}",
                  help.example));
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    invocation.help = without_double_gaps(app.help()) + "\n";
    return invocation;
  } catch (const CLI::ParseError& error) {
    return explain_usage(error.what(), help);
  }
  if (std::optional<Error> error = apply_words(words, invocation)) return *error;
  if (std::optional<Error> error = find_contradiction(app, words, invocation)) return *error;
  return invocation;
}

}  // namespace jescope
