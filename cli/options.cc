// SPDX-License-Identifier: Apache-2.0
//
// With option_groups and record/record_options the only file that knows CLI11. Options are read as
// words first and then turned into values, so that every error has our words.
#include "cli/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/option_groups.h"
#include "cli/option_values.h"
#include "cli/usage_words.h"

namespace jescope {
namespace {

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

bool is_comparison(Command command) {
  return command == Command::kDiff || command == Command::kTrend;
}

// Words that only comparisons know: of --by and --format.
void take_comparison_words(Words& words, Request& request) {
  if (!is_comparison(request.command)) return;
  if (request.command == Command::kDiff && words.by == "stack") {
    request.comparison.by_stack = true;
    words.by.reset();
  }
  if (!words.format) return;
  request.gate_format = *parse_gate_format(*words.format);
  if (request.gate_format != GateFormat::kNone) words.format.reset();
}

// --format of a graph has words of its own; the output's name may tell it, too.
std::optional<Error> take_graph_words(Words& words, Invocation& invocation) {
  Request& request = invocation.request;
  if (request.command != Command::kGraph) return std::nullopt;
  const std::string ending = std::filesystem::path(invocation.output).extension();
  request.graph_format = graph_format_of(ending).value_or(GraphFormat::kSvg);
  const std::optional<std::string> format = std::exchange(words.format, std::nullopt);
  return set(request.graph_format, format, parse_graph_format);
}

// Whole stacks are rows of diff alone.
std::optional<Error> refuse_stacks(const Words& words, Command command) {
  if (words.by != "stack") return std::nullopt;
  Error error = parse_granularity(*words.by).error();
  error.hint = command == Command::kTrend
                   ? "the stacks that grow most stand below the table; jescope diff --by stack "
                     "BASE NEW compares all of two dumps"
                   : "jescope traces DUMP shows whole stacks";
  return error;
}

// --to tells what is exported, or else the output's name.
std::optional<Error> take_export_format(const Words& words, Invocation& invocation) {
  if (invocation.request.command != Command::kExport || words.to) return std::nullopt;
  const std::optional<ExportFormat> format = export_format_of(invocation.output);
  if (format) {
    invocation.request.export_format = *format;
    return std::nullopt;
  }
  Error error = parse_export_format("").error();
  error.hint =
      "a name tells it, too: -o FILE.pb.gz, .folded, .callgrind, .speedscope.json, .jsonl, "
      ".json, .dot or .heap";
  return error;
}

std::optional<Error> set_warm_up(SeriesChoice& series, const std::optional<std::string>& word) {
  WarmUp warm_up;
  if (std::optional<Error> error = set(warm_up, word, parse_warm_up)) return error;
  series.skipped_first = warm_up.dumps;
  series.skipped_first_fraction = warm_up.fraction;
  return std::nullopt;
}

std::optional<Error> apply_words(Words words, Invocation& invocation) {
  Request& request = invocation.request;
  apply_flags(words, request);
  take_comparison_words(words, request);
  if (std::optional<Error> error = take_graph_words(words, invocation)) return error;
  if (std::optional<Error> error = take_export_format(words, invocation)) return error;
  if (std::optional<Error> error = refuse_stacks(words, request.command)) return error;
  request.comparison.gates = words.fail_on;
  return first_error({
      set(request.comparison.assumed, words.assume, parse_assumption),
      set(request.series.axis, words.axis, parse_axis),
      set(request.series.limit_bytes, words.limit, parse_limit),
      set(request.series.last, words.last, parse_last),
      set(request.series.every, words.every, parse_every),
      set(request.series.watch_seconds, words.interval, parse_interval),
      set(request.remote.fetch.whole_seconds, words.timeout, parse_timeout),
      set(request.remote.fetch.most_bytes, words.max_download, parse_max_download),
      set_warm_up(request.series, words.skip_warmup),
      set(request.metric, words.metric, parse_metric),
      set(request.by, words.by, parse_granularity),
      set(request.merge, words.merge, parse_merge),
      set(request.merge, words.rule, parse_rule),
      set(request.order, words.sort, parse_sort),
      set(request.live_process, words.pid, parse_process),
      set_path_map(request.path_map, words.path_map),
      set(request.least_named, words.fail_below, parse_least_named),
      set(request.least_fraction, words.min, parse_least_fraction),
      set(request.least_edge, words.min_edge, parse_least_edge),
      set(request.rows, words.rows, parse_rows),
      set(request.export_format, words.to, parse_export_format),
      set(request.flame.icicle, words.layout, parse_layout),
      set(request.flame.colouring, words.color_by, parse_color_by),
      set(request.flame.order, words.child_order, parse_child_order),
      set(request.style.unit, words.unit, parse_unit),
      set(request.style.format, words.format, parse_format),
      set(invocation.color, words.color, parse_color),
  });
}

// The names of files that a picture or page is written to.
struct Written {
  std::string_view names;                 // for the user
  std::vector<std::string_view> endings;  // that fit
};

Written graph_written_by(GraphFormat format) {
  switch (format) {
    case GraphFormat::kDot: return {".dot", {".dot", ".gv", ".txt"}};
    case GraphFormat::kPdf: return {".pdf", {".pdf"}};
    case GraphFormat::kPs:
    case GraphFormat::kEps: return {".ps or .eps", {".ps", ".eps"}};
    case GraphFormat::kGif: return {".gif", {".gif"}};
    case GraphFormat::kPng: return {".png", {".png"}};
    case GraphFormat::kSvg: break;
  }
  return {".svg, .pdf, .ps, .eps, .png, .gif or .dot", {".svg"}};
}

std::optional<Written> written_by(const Request& request) {
  switch (request.command) {
    case Command::kFlame:
      return Written{".svg, .html, .pdf, .ps, .eps, .png or .gif",
                     {".svg", ".html", ".htm", ".pdf", ".ps", ".eps", ".png", ".gif"}};
    case Command::kReport: return Written{".html", {".html", ".htm"}};
    case Command::kGraph: return graph_written_by(request.graph_format);
    default: return std::nullopt;
  }
}

// True for names that promise nothing to a graph whose format --format tells.
bool promises_nothing(const Request& request, std::string_view ending) {
  constexpr std::array kKnown = {".png", ".pdf", ".gif", ".ps", ".eps",  ".jpg", ".jpeg", ".html",
                                 ".htm", ".svg", ".dot", ".gv", ".json", ".txt", ".csv",  ".md"};
  const bool is_told =
      request.command == Command::kGraph && request.graph_format != GraphFormat::kSvg;
  return is_told && std::ranges::find(kKnown, ending) == kKnown.end();
}

}  // namespace

std::optional<Error> check_ending(const Invocation& invocation) {
  const std::optional<Written> written = written_by(invocation.request);
  const std::string ending = std::filesystem::path(invocation.output).extension();
  if (!written || ending.empty()) return std::nullopt;
  if (promises_nothing(invocation.request, ending)) return std::nullopt;
  if (std::ranges::find(written->endings, ending) != written->endings.end()) return std::nullopt;
  return Error{
      ErrorCode::kUsage,
      "-o",
      fmt::format("expected a name that ends in {}, got {}", written->names, invocation.output),
      {}};
}

namespace {

// A page of instructions is one thing.
std::optional<Error> check_code_page(const CLI::App& app, const Request& request) {
  const bool lists = request.command == Command::kList || request.command == Command::kDisasm;
  if (!lists || !request.is_page) return std::nullopt;
  if (!request.comparison.base.empty()) {
    return Error{ErrorCode::kUsage, "--base",
                 "expected none beside a page of instructions, got one",
                 "without -o FILE.html the lines of both are compared"};
  }
  if (app.count("--format") == 0) return std::nullopt;
  return Error{ErrorCode::kUsage, "--format",
               "expected none beside a page of instructions, got one",
               "-o FILE without .html writes the table"};
}

// Options that are right one by one, but not together.
std::optional<Error> find_contradiction(const CLI::App& app, const Invocation& invocation) {
  const Request& request = invocation.request;
  if (request.live_process && !request.sysroot.empty()) {
    return Error{ErrorCode::kUsage, "--pid", "expected no --sysroot beside it, got both", {}};
  }
  if (request.flame.shows_snapshots && (!request.comparison.base.empty() || request.merge)) {
    return Error{
        ErrorCode::kUsage, "--snapshots", "expected no --base or --merge beside it, got one", {}};
  }
  if (std::optional<Error> error = check_code_page(app, request)) return error;
  if (!request.redact.is_wanted && !request.redact.keep.empty()) {
    return Error{ErrorCode::kUsage, "--keep", "expected --redact beside it, got none", {}};
  }
  const bool is_raw =
      request.command == Command::kExport && request.export_format == ExportFormat::kRaw;
  if (is_raw && !request.comparison.base.empty()) {
    return Error{ErrorCode::kUsage, "--base", "expected none beside --to raw, got one",
                 "a dump cannot hold a difference; --to pprof can"};
  }
  const bool has_format = request.command == Command::kTrend && app.count("--format") > 0;
  if (has_format && invocation.output.ends_with(".svg")) {
    return Error{ErrorCode::kUsage, "--format", "expected none beside a chart, got one",
                 "-o FILE without .svg writes the table"};
  }
  const bool writes = request.command != Command::kWatch && request.command != Command::kShell;
  const bool has_output = writes && app.count("--output") > 0;
  if (has_output && invocation.output.empty()) {
    return Error{ErrorCode::kUsage, "-o", "expected a file name, got nothing", {}};
  }
  return check_ending(invocation);
}

// The name of the output says whether it is a picture, and of which kind.
void choose_picture(Invocation& invocation) {
  Request& request = invocation.request;
  const bool is_svg = invocation.output.ends_with(".svg");
  request.is_page = invocation.output.ends_with(".html") || invocation.output.ends_with(".htm");
  if (request.command == Command::kFlame) {
    const std::string ending = std::filesystem::path(invocation.output).extension();
    request.flame.printed = print_format_of(ending);
  }
  request.draws_chart = (request.command == Command::kTrend && is_svg) ||
                        (request.command == Command::kDiff && (is_svg || request.is_page));
}

// A table is written as the name of the output ends, unless --format tells how.
void choose_table(const CLI::App& app, Invocation& invocation) {
  const CLI::Option* const format = app.get_option_no_throw("--format");
  if (format == nullptr || format->count() > 0) return;
  if (invocation.request.command == Command::kGraph) return;
  TableFormat& chosen = invocation.request.style.format;
  if (invocation.output.ends_with(".json")) chosen = TableFormat::kJson;
  if (invocation.output.ends_with(".csv")) chosen = TableFormat::kCsv;
  if (invocation.output.ends_with(".md")) chosen = TableFormat::kMarkdown;
}

Result<Invocation> parse_command(const CommandHelp& command,
                                 std::span<const std::string> arguments) {
  Invocation invocation;
  Request& request = invocation.request;
  request.command = command.command;
  Words words;
  CLI::App app(std::string(command.summary), fmt::format("jescope {}", command.name));
  app.set_help_flag("-h,--help", "this text");
  add_options(app, command, words, invocation);
  app.footer(fmt::format("\nExample: {}", command.example));
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    invocation.help = without_double_gaps(app.help()) + "\n";
    return invocation;
  } catch (const CLI::RequiredError& error) {
    // "-n x.heap" lacks a dump, for the number's place was taken by it.
    if (std::optional<Error> wrong_word = apply_words(words, invocation)) return *wrong_word;
    return explain_usage(error.what(), command);
  } catch (const CLI::ParseError& error) {
    return explain_usage(error.what(), command);
  }
  if (std::optional<Error> error = apply_words(words, invocation)) return *error;
  choose_picture(invocation);
  choose_table(app, invocation);
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
