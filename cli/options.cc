// SPDX-License-Identifier: Apache-2.0
//
// The only file that knows CLI11. Options are read as words first and then
// turned into values, so that every error has our words.
#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "cli/commands.h"
#include "cli/option_values.h"
#include "cli/usage_words.h"

namespace jescope {
namespace {

// The words of the options, by the groups of --help.
struct Words {
  std::optional<std::string> metric, unit, by, merge, sort, format, to, color, layout, min, rows;
  std::optional<std::string> pid, fail_below;
  std::vector<std::string> path_map;
  bool inuse_space = false, inuse_objects = false, alloc_space = false, alloc_objects = false;
  bool no_inlines = false, cumulative = false, bottom_up = false, no_color = false;
};

void add_value_options(CLI::App& app, Words& words) {
  app.add_option("--metric", words.metric,
                 "inuse_space, inuse_objects, alloc_space or alloc_objects [inuse_space]")
      ->type_name("METRIC")
      ->group("Values");
  app.add_flag("--inuse-space", words.inuse_space, "live bytes")->group("Values");
  app.add_flag("--inuse-objects", words.inuse_objects, "live objects")->group("Values");
  app.add_flag("--alloc-space", words.alloc_space, "bytes allocated, freed or not")
      ->group("Values");
  app.add_flag("--alloc-objects", words.alloc_objects, "objects allocated, freed or not")
      ->group("Values");
  app.add_option("--merge", words.merge,
                 "combine snapshots of one process: sum, avg or max [the newest alone]")
      ->type_name("RULE")
      ->group("Values");
}

void add_frame_options(CLI::App& app, Words& words, Request& request) {
  app.add_option("--by", words.by,
                 "function, line, file, module or address\n[function; export --to json: address]")
      ->type_name("WHAT")
      ->group("Frames");
  app.add_flag("--no-inlines", words.no_inlines, "count inlined code for its caller")
      ->group("Frames");
  app.add_flag("--keep-allocator", request.keep_allocator, "show malloc and jemalloc's own frames")
      ->group("Frames");
}

void add_choice_options(CLI::App& app, Request& request) {
  FilterTexts& filters = request.filters;
  const auto add = [&](const char* name, std::vector<std::string>& texts, const char* help) {
    app.add_option(name, texts, help)->type_name("REGEX")->allow_extra_args(false)->group("Choice");
  };
  add("--focus", filters.focus, "only stacks with a matching frame");
  add("--ignore", filters.ignore, "no stacks with a matching frame");
  add("--module", filters.module, "only stacks through a matching module");
  add("--show", filters.show, "only matching frames");
  add("--hide", filters.hide, "no matching frames");
  add("--show-from", filters.show_from, "frames from the outermost match inwards");
  add("--prune-from", filters.prune_from, "frames from the innermost match outwards");
  app.add_option("--thread", request.threads, "only these threads: a number, or a REGEX on names")
      ->type_name("THREAD")
      ->allow_extra_args(false)
      ->group("Choice");
}

void add_symbol_options(CLI::App& app, Words& words, Invocation& invocation) {
  Request& request = invocation.request;
  const auto add = [&](const char* name, auto& target, const char* type, const char* help) {
    return app.add_option(name, target, help)->type_name(type)->group("Symbols");
  };
  add("--program", request.program, "FILE", "the executable, when the dump's path is not here");
  add("--sysroot", request.sysroot, "DIR", "folder in which the dump's paths are looked up");
  add("--pid", words.pid, "PID", "the process runs here: look in its root");
  add("--symbols", request.symbol_dirs, "DIR",
      "folder of programs, libraries and debug files,\nmatched by build-id, whatever their names")
      ->allow_extra_args(false);
  add("--path-map", words.path_map, "OLD=NEW", "what the dump calls OLD/x is here at NEW/x")
      ->allow_extra_args(false);
  add("--perf-map", request.perf_maps, "FILE",
      "names of a just-in-time compiler's code: perf map\nor jitdump [/tmp/perf-PID.map]")
      ->allow_extra_args(false);
  app.add_flag("--debuginfod", request.debuginfod.is_wanted,
               "fetch missing debug files from DEBUGINFOD_URLS")
      ->group("Symbols");
  app.add_flag("--no-cache", invocation.no_cache, "do not keep or use names found before")
      ->group("Symbols");
}

void add_output_options(CLI::App& app, Words& words, Invocation& invocation) {
  app.add_option("-o,--output", invocation.output, "write to FILE, whole or not at all")
      ->type_name("FILE")
      ->group("Output");
  app.add_option("--unit", words.unit, "auto, B, KiB, MiB or GiB")
      ->type_name("UNIT")
      ->group("Output");
  app.add_flag("--quiet", invocation.quiet, "no notes and warnings on stderr")->group("Output");
}

void add_rows(CLI::App& app, Words& words, const char* standard) {
  app.add_option("-n", words.rows, fmt::format("rows, 0: all [{}; JSON and CSV all]", standard))
      ->type_name("ROWS")
      ->group("Output");
}

void add_least(CLI::App& app, Words& words, const char* standard) {
  app.add_option("--min", words.min, fmt::format("leave out what holds less [{}]", standard))
      ->type_name("PERCENT")
      ->group("Choice");
}

void add_table_options(CLI::App& app, Words& words) {
  app.add_option("--format", words.format, "text, json, csv or markdown [text]")
      ->type_name("FORMAT")
      ->group("Output");
  app.add_option("--color", words.color, "auto, always or never")
      ->type_name("WHEN")
      ->group("Output");
}

void add_command_options(CLI::App& app, Command command, Words& words, Request& request) {
  switch (command) {
    case Command::kTop:
      app.add_option("--sort", words.sort, "self, cum or name [self]")
          ->type_name("BY")
          ->group("Output");
      app.add_flag("--cum", words.cumulative, "the same as --sort cum")->group("Output");
      add_rows(app, words, "25");
      add_least(app, words, "0%");
      break;
    case Command::kTree:
      app.add_flag("--bottom-up", words.bottom_up, "from the allocations to their callers")
          ->group("Output");
      add_rows(app, words, "60");
      add_least(app, words, "0.5%");
      break;
    case Command::kFlame:
      app.add_flag("--reverse", words.bottom_up, "from the allocations to their callers")
          ->group("Output");
      app.add_option("--layout", words.layout, "icicle (main above) or flame (main below)")
          ->type_name("LAYOUT")
          ->group("Output");
      break;
    case Command::kExport:
      app.add_option("--to", words.to, "folded, callgrind or json")
          ->type_name("FORMAT")
          ->required()
          ->group("Output");
      break;
    case Command::kPeek:
      app.add_option("REGEX", request.peek_at, "which functions")->type_name("")->required();
      break;
    case Command::kTraces: add_rows(app, words, "10"); break;
    case Command::kSymbols:
      app.add_option("--fail-below", words.fail_below,
                     "exit 1 when a smaller share of the live bytes is named")
          ->type_name("PERCENT")
          ->group("Output");
      break;
    case Command::kInfo: break;
  }
}

// Sets `target` from a word that was given.
template <typename Target, typename Parsed>
std::optional<Error> set(Target& target, const std::optional<std::string>& word,
                         Result<Parsed> (*parse)(const std::string&)) {
  if (!word) return std::nullopt;
  Result<Parsed> value = parse(*word);
  if (!value.ok()) return std::move(value).error();
  target = *value;
  return std::nullopt;
}

std::optional<Error> set_path_map(std::vector<PathMapping>& target,
                                  const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    Result<PathMapping> mapping = parse_path_mapping(word);
    if (!mapping.ok()) return std::move(mapping).error();
    target.push_back(*std::move(mapping));
  }
  return std::nullopt;
}

std::optional<Error> first_error(std::initializer_list<std::optional<Error>> errors) {
  for (const std::optional<Error>& error : errors) {
    if (error) return error;
  }
  return std::nullopt;
}

void apply_flags(const Words& words, Request& request) {
  if (words.inuse_space) request.metric = Metric::kInuseSpace;
  if (words.inuse_objects) request.metric = Metric::kInuseObjects;
  if (words.alloc_space) request.metric = Metric::kAllocSpace;
  if (words.alloc_objects) request.metric = Metric::kAllocObjects;
  if (words.no_inlines) request.inlines = Inlines::kFold;
  if (words.cumulative) request.order = TopOrder::kCumulative;
  if (words.bottom_up) request.direction = Direction::kBottomUp;
}

std::optional<Error> apply_words(const Words& words, Invocation& invocation) {
  Request& request = invocation.request;
  apply_flags(words, request);
  return first_error({
      set(request.metric, words.metric, parse_metric),
      set(request.by, words.by, parse_granularity),
      set(request.merge, words.merge, parse_merge),
      set(request.order, words.sort, parse_sort),
      set(request.live_process, words.pid, parse_process),
      set_path_map(request.path_map, words.path_map),
      set(request.least_named, words.fail_below, parse_least_named),
      set(request.least_fraction, words.min, parse_least_fraction),
      set(request.rows, words.rows, parse_rows),
      set(request.export_format, words.to, parse_export_format),
      set(request.icicle, words.layout, parse_layout),
      set(request.style.unit, words.unit, parse_unit),
      set(request.style.format, words.format, parse_format),
      set(invocation.color, words.color, parse_color),
  });
}

Error usage_error(const CLI::ParseError& error, const CommandHelp& command) {
  return explain_usage(error.what(), command);
}

// CLI11 puts two empty lines between groups.
std::string without_double_gaps(std::string text) {
  for (size_t at = text.find("\n\n\n"); at != std::string::npos; at = text.find("\n\n\n", at)) {
    text.erase(at, 1);
  }
  return text;
}

// Options that are right one by one, but not together.
std::optional<Error> find_contradiction(const CLI::App& app, const Invocation& invocation) {
  const Request& request = invocation.request;
  if (request.live_process && !request.sysroot.empty()) {
    return Error{ErrorCode::kUsage, "--pid", "expected no --sysroot beside it, got both", {}};
  }
  if (app.count("--output") > 0 && invocation.output.empty()) {
    return Error{ErrorCode::kUsage, "-o", "expected a file name, got nothing", {}};
  }
  return std::nullopt;
}

Result<Invocation> parse_command(const CommandHelp& command,
                                 std::span<const std::string> arguments) {
  Invocation invocation;
  Request& request = invocation.request;
  request.command = command.command;
  Words words;
  CLI::App app(std::string(command.summary), fmt::format("jescope {}", command.name));
  app.set_help_flag("-h,--help", "this text");
  add_command_options(app, command.command, words, request);
  app.add_option("DUMP", request.inputs, "[PROGRAM] and dumps: files, folders, - for stdin")
      ->type_name("")
      ->required();
  const bool shows_frames =
      command.command != Command::kInfo && command.command != Command::kSymbols;
  if (shows_frames) {
    add_value_options(app, words);
    add_frame_options(app, words, request);
    add_choice_options(app, request);
  }
  add_symbol_options(app, words, invocation);
  add_output_options(app, words, invocation);
  const bool is_table = command.command != Command::kFlame && command.command != Command::kExport;
  if (is_table) add_table_options(app, words);
  app.footer(fmt::format("\nExample: {}", command.example));
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    invocation.help = without_double_gaps(app.help()) + "\n";
    return invocation;
  } catch (const CLI::ParseError& error) {
    return usage_error(error, command);
  }
  if (std::optional<Error> error = apply_words(words, invocation)) return *error;
  if (std::optional<Error> error = find_contradiction(app, invocation)) return *error;
  return invocation;
}

// True for a word like "tpo" that is neither a command nor a file.
bool is_mistyped_command(const std::string& word) {
  std::error_code error;
  return word.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos &&
         !word.starts_with('-') && !std::filesystem::exists(word, error);
}

// Returns the command in "--quiet traces DUMP"; null for everything else.
const CommandHelp* command_behind_options(std::span<const std::string> arguments) {
  for (const std::string& argument : arguments) {
    std::error_code error;
    const CommandHelp* const command = find_command(argument);
    if (command != nullptr && !std::filesystem::exists(argument, error)) return command;
    if (!argument.starts_with('-')) return nullptr;
  }
  return nullptr;
}

bool asks_for(std::span<const std::string> arguments, std::initializer_list<const char*> names) {
  return !arguments.empty() && std::find(names.begin(), names.end(), arguments[0]) != names.end();
}

}  // namespace

Result<Invocation> parse_arguments(std::span<const std::string> arguments) {
  Invocation invocation;
  if (asks_for(arguments, {"--help", "-h", "help"})) {
    invocation.help = main_help();
    return invocation;
  }
  if (asks_for(arguments, {"--version"})) {
    invocation.help = "jescope " JESCOPE_VERSION "\n";
    return invocation;
  }
  if (arguments.empty()) {
    return Error{ErrorCode::kUsage, "jescope", "expected a command or a heap dump, got nothing",
                 "jescope --help"};
  }
  if (const CommandHelp* command = find_command(arguments[0])) {
    return parse_command(*command, arguments.subspan(1));
  }
  if (const CommandHelp* command = command_behind_options(arguments)) {
    return Error{ErrorCode::kUsage, std::string(command->name),
                 fmt::format("expected the command first, got {} before it", arguments[0]),
                 fmt::format("jescope {} {} ...", command->name, arguments[0])};
  }
  if (is_mistyped_command(arguments[0])) {
    return Error{ErrorCode::kUsage, arguments[0], "expected a command or a heap dump, got neither",
                 "jescope --help"};
  }
  return parse_command(all_commands().front(), arguments);
}

}  // namespace jescope
