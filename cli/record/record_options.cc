// SPDX-License-Identifier: Apache-2.0
#include "cli/record/record_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "cli/commands.h"
#include "cli/option_values.h"
#include "cli/record/record_report.h"
#include "cli/record/record_values.h"
#include "cli/usage_words.h"

namespace jescope {
namespace {

struct Words {
  std::optional<std::string> sample, interval_bytes, interval, signal, at_rss, keep, depth;
  std::optional<std::string> max_memory, dumps, architecture;
  bool every_allocation = false, no_final = false, no_children = false;
};

void add_sampling_options(CLI::App& app, Words& words) {
  const auto add = [&](const char* name, auto& target, const char* type, const char* help) {
    app.add_option(name, target, help)->type_name(type)->group("Sampling");
  };
  add("--sample", words.sample, "BYTES", "mean bytes between two samples [512KiB]");
  app.add_flag("--every-allocation", words.every_allocation,
               "record each one: exact, and slow; the same as --sample 1")
      ->group("Sampling");
  add("--depth", words.depth, "FRAMES", "frames of a stack, at most [128]");
  add("--max-memory", words.max_memory, "BYTES", "memory for the recorder itself [256MiB]");
  app.add_flag("--no-children", words.no_children, "do not record programs that this one starts")
      ->group("Sampling");
}

void add_dump_options(CLI::App& app, Words& words, RecorderSetting& setting) {
  const auto add = [&](const char* name, auto& target, const char* type, const char* help) {
    app.add_option(name, target, help)->type_name(type)->group("Dumps");
  };
  add("--interval", words.interval, "TIME", "a dump every 10s, 500ms, 1m");
  add("--interval-bytes", words.interval_bytes, "BYTES", "a dump each time so much was allocated");
  add("--signal", words.signal, "SIGNAL", "a dump when this signal comes: USR2");
  app.add_flag("--peak", setting.peak, "a dump at each new peak of live memory")->group("Dumps");
  add("--at-rss", words.at_rss, "AMOUNT",
      "a dump when the resident memory reaches 1.5GiB, or\n90% of the container's limit");
  add("--keep", words.keep, "N", "keep the newest dumps of a process only, 0: all [0]");
  app.add_flag("--no-final", words.no_final, "no dump at exit")->group("Dumps");
  add("--dumps", words.dumps, "PREFIX",
      "where dumps go, as PREFIX.PID.N.f.heap; a folder\nends in / [jescope]");
}

void add_output_options(CLI::App& app, Words& words, RecordInvocation& invocation) {
  const auto add = [&](const char* name, auto& target, const char* type, const char* help) {
    app.add_option(name, target, help)->type_name(type)->group("Output");
  };
  add("-o,--output", invocation.output, "FILE",
      "write a report instead of the table: .html, .svg, .dot,\n"
      ".json, .csv, .md, .txt, .folded, .pb.gz, .heap");
  add("-n", invocation.rows, "ROWS", "rows of the table, 0: all [20]");
  app.add_flag("--quiet", invocation.quiet, "no table, notes and warnings")->group("Output");
  add("--library", invocation.recorder_path, "FILE", "use this recorder, not the built-in one");
  add("--print-shim", invocation.written_file, "FILE",
      "write the recorder's library to FILE, for the environment\n"
      "of a container, and run nothing");
  add("--arch", words.architecture, "ARCH",
      "with --print-shim, x86_64 or aarch64 [this machine's]");
}

// Only tables and call graphs have so many rows or functions.
std::optional<Error> check_rows(const RecordInvocation& invocation) {
  if (invocation.rows.empty()) return std::nullopt;
  const Result<size_t> rows = parse_rows(invocation.rows);
  if (!rows.ok()) return rows.error();
  const std::string command = report_command(invocation.output);
  if (command == "top" || command == "graph") return std::nullopt;
  return Error{ErrorCode::kUsage,
               "-n",
               fmt::format("expected -o for a table or .dot beside it, got {}", invocation.output),
               {}};
}

std::optional<Error> find_contradiction(const Words& words, const RecordInvocation& invocation) {
  if (words.every_allocation && words.sample) {
    return Error{
        ErrorCode::kUsage, "--every-allocation", "expected no --sample beside it, got both", {}};
  }
  if (std::optional<Error> error = check_rows(invocation)) return error;
  if (words.architecture && invocation.written_file.empty()) {
    return Error{ErrorCode::kUsage, "--arch", "expected --print-shim beside it, got none", {}};
  }
  if (invocation.setting.final_dump || invocation.setting.dumps_on_the_way()) return std::nullopt;
  return Error{ErrorCode::kUsage, "--no-final",
               "expected another time for dumps beside it, got none",
               "--interval 10s, --interval-bytes 1GiB, --signal USR2, --peak or --at-rss 90%"};
}

// A folder stands for dumps called jescope in it.
std::string dump_prefix(const std::string& word) {
  if (word.ends_with('/')) return word + "jescope";
  std::error_code error;
  return std::filesystem::is_directory(word, error) ? word + "/jescope" : word;
}

std::optional<Error> apply_words(const Words& words, RecordInvocation& invocation) {
  RecorderSetting& setting = invocation.setting;
  if (words.every_allocation) setting.sample_bytes = 1;
  setting.final_dump = !words.no_final;
  setting.children = !words.no_children;
  if (words.dumps && words.dumps->empty()) {
    return Error{
        ErrorCode::kUsage, "--dumps", "expected the beginning of file names, got nothing", {}};
  }
  if (words.dumps) invocation.prefix = dump_prefix(*words.dumps);
  for (std::optional<Error> error :
       {set(setting.sample_bytes, words.sample, parse_sample),
        set(setting.interval_bytes, words.interval_bytes, parse_interval_bytes),
        set(setting.interval_ms, words.interval, parse_interval_ms),
        set(setting.signal, words.signal, parse_signal),
        set(setting.at_rss, words.at_rss, parse_at_rss), set(setting.keep, words.keep, parse_keep),
        set(setting.depth, words.depth, parse_depth),
        set(setting.max_memory, words.max_memory, parse_max_memory),
        set(invocation.written_architecture, words.architecture, parse_architecture)}) {
    if (error) return error;
  }
  return find_contradiction(words, invocation);
}

// Options and command, parted at the first "--".
struct Parts {
  std::vector<std::string> before;
  std::vector<std::string> behind;
};

Parts part(std::span<const std::string> arguments) {
  const auto dashes = std::ranges::find(arguments, "--");
  Parts parts;
  parts.before.assign(arguments.begin(), dashes);
  if (dashes != arguments.end()) parts.behind.assign(dashes + 1, arguments.end());
  return parts;
}

// A word of the user's is the program when it is no option; with it, "--" is the program's.
std::optional<Error> take_command(std::vector<std::string> rest,
                                  std::span<const std::string> arguments, const CommandHelp& help,
                                  RecordInvocation& invocation) {
  if (rest.empty()) {
    invocation.command = part(arguments).behind;
  } else if (rest.front().starts_with('-')) {
    return explain_usage("The following argument was not expected: " + rest.front(), help);
  } else {
    const auto dashes = std::ranges::find(arguments, "--");
    invocation.command = std::move(rest);
    invocation.command.insert(invocation.command.end(), dashes, arguments.end());
  }
  const bool writes = !invocation.written_file.empty();
  if (invocation.command.empty() != writes) {
    return Error{ErrorCode::kUsage, "record",
                 writes ? "expected no program beside --print-shim, got one"
                        : "expected a program to run, got none",
                 writes ? "" : "jescope record -- CMD ARG..."};
  }
  return std::nullopt;
}

// This version of the option library knows nothing of what follows the options.
std::string help_text(const CLI::App& app) {
  constexpr std::string_view kUsage = "[OPTIONS]";
  std::string text = without_double_gaps(app.help());
  const size_t usage = text.find(kUsage);
  if (usage != std::string::npos) text.insert(usage + kUsage.size(), " -- CMD ARG...");
  return text + "\n";
}

}  // namespace

Result<RecordInvocation> parse_record_arguments(std::span<const std::string> arguments) {
  const CommandHelp& help = *find_command("record");
  RecordInvocation invocation;
  Words words;
  CLI::App app(std::string(help.summary), "jescope record");
  app.set_help_flag("-h,--help", "this text");
  app.prefix_command();
  add_sampling_options(app, words);
  add_dump_options(app, words, invocation.setting);
  add_output_options(app, words, invocation);
  app.footer(
      fmt::format("\nThe table goes to standard error, the program's own output stays as "
                  "it is; the exit\nstatus is the program's.\n\nExample: {}",
                  help.example));
  const Parts parts = part(arguments);
  try {
    app.parse(std::vector<std::string>(parts.before.rbegin(), parts.before.rend()));
  } catch (const CLI::CallForHelp&) {
    invocation.help = help_text(app);
    return invocation;
  } catch (const CLI::ParseError& error) {
    return explain_usage(error.what(), help);
  }
  if (std::optional<Error> error = apply_words(words, invocation)) return *error;
  if (app.count("--output") > 0 && invocation.output.empty()) {
    return Error{ErrorCode::kUsage, "-o", "expected a file name, got nothing", {}};
  }
  if (std::optional<Error> error = take_command(app.remaining(), arguments, help, invocation)) {
    return *error;
  }
  return invocation;
}

}  // namespace jescope
