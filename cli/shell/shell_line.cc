// SPDX-License-Identifier: Apache-2.0
//
//   top5 Cache -std:: --cum > top.txt
//   │  │ │     │      │     └ output
//   │  │ focus ignore order
//   verb rows
#include "cli/shell/shell_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "cli/option_values.h"
#include "cli/options.h"
#include "cli/shell/shell_words.h"

namespace jescope {
namespace {

constexpr size_t kTopRows = 10;  // as in jeprof; other tables keep their own

Error usage(std::string_view where, std::string expected, std::string hint = {}) {
  return {ErrorCode::kUsage, std::string(where), std::move(expected), std::move(hint)};
}

std::optional<size_t> number_of(std::string_view text) {
  size_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
  return number;
}

std::string joined(const std::vector<std::string>& expressions) {
  return fmt::format("{}", fmt::join(expressions, "|"));
}

// The words behind the verb, by what they are.
struct Arguments {
  std::vector<std::string> plain;    // in the order typed
  std::vector<std::string> ignored;  // without their '-'
  std::vector<std::string> options;  // without their dashes
  std::optional<size_t> rows;        // of "-n 20", as hints write it
  std::string output;
};

bool is_option(std::string_view name) {
  constexpr std::string_view kOptions[] = {"cum", "lines", "functions", "files", "addresses"};
  return std::ranges::find(kOptions, name) != std::end(kOptions);
}

// Takes "> FILE" or ">FILE" from the end.
Result<std::string> take_output(std::vector<TypedWord>& words) {
  const auto sign = std::ranges::find_if(
      words, [](const TypedWord& word) { return !word.is_quoted && word.text.starts_with('>'); });
  if (sign == words.end()) return std::string();
  std::string file = sign->text.substr(1);
  const auto after = std::distance(sign, words.end()) - 1;
  if (file.empty() && after == 1) file = words.back().text;
  const bool is_last = after == 0 || (after == 1 && sign->text == ">");
  if (file.empty() || !is_last) {
    return usage(">", "expected one file name, got " + std::string(after < 1 ? "none" : "more"));
  }
  words.erase(sign, words.end());
  return file;
}

// Takes "-n ROWS".
std::optional<size_t> take_rows(std::vector<TypedWord>& words) {
  const auto is_n = [](const TypedWord& word) { return !word.is_quoted && word.text == "-n"; };
  const auto option = std::ranges::find_if(words, is_n);
  if (option == words.end() || std::next(option) == words.end()) return std::nullopt;
  const std::optional<size_t> rows = number_of(std::next(option)->text);
  if (rows) words.erase(option, std::next(option, 2));
  return rows;
}

Result<Arguments> sort_words(std::vector<TypedWord> words, std::string_view verb) {
  Arguments arguments;
  Result<std::string> output = take_output(words);
  if (!output.ok()) return std::move(output).error();
  arguments.output = *std::move(output);
  arguments.rows = take_rows(words);
  for (TypedWord& word : words) {
    const bool has_dash = !word.is_quoted && word.text.starts_with('-') && word.text != "-";
    const size_t dashes = has_dash && word.text.starts_with("--") ? 2 : 1;
    if (!word.is_quoted && word.text == "|") {
      return usage(verb, "expected no pipe, got |", fmt::format("{} > FILE", verb));
    }
    if (!has_dash) {
      arguments.plain.push_back(std::move(word.text));
    } else if (is_option(word.text.substr(dashes))) {
      arguments.options.push_back(word.text.substr(dashes));
    } else if (dashes == 2) {
      return usage(verb,
                   "expected --cum, --lines, --functions, --files or --addresses, got " + word.text,
                   fmt::format("help {}", verb));
    } else {
      arguments.ignored.push_back(word.text.substr(1));
    }
  }
  return arguments;
}

// In jeprof --cum is of a single command.
void take_options(const Arguments& arguments, const ShellSettings& settings, Request& request) {
  if (settings.dialect == ShellDialect::kJeprof) request.order = TopOrder::kSelf;
  for (const std::string& option : arguments.options) {
    if (option == "cum") request.order = TopOrder::kCumulative;
    if (option == "lines") request.by = Granularity::kLine;
    if (option == "functions") request.by = Granularity::kFunction;
    if (option == "files") request.by = Granularity::kFile;
    if (option == "addresses") request.by = Granularity::kAddress;
  }
}

// A command's own focus stands in for the one that was set; what is ignored adds up.
void take_choice(std::vector<std::string> focus, const Arguments& arguments, Request& request) {
  FilterTexts& filters = request.filters;
  if (!focus.empty()) filters.focus = std::move(focus);
  filters.ignore.insert(filters.ignore.end(), arguments.ignored.begin(), arguments.ignored.end());
}

// jeprof's table is its own; what else its prompt answers looks as at ours.
void take_dialect(Request& request) {
  if (!request.jeprof) return;
  JeprofChoice& jeprof = *request.jeprof;
  if (request.command == Command::kTop) {
    request.command = Command::kJeprof;
    jeprof.mode = JeprofMode::kText;
    jeprof.tells_total = false;
    jeprof.most_rows = request.rows.value_or(0) == 0 ? SIZE_MAX : *request.rows;
    return;
  }
  const bool compares = !request.comparison.base.empty();  // which jeprof's lists cannot show
  const bool lists = request.command == Command::kList && !request.is_page && !compares;
  if (lists || request.command == Command::kDisasm) {
    jeprof.mode = lists ? JeprofMode::kList : JeprofMode::kDisasm;
    request.command = Command::kJeprof;
    request.source.where_built = true;  // jeprof reads these
    return;
  }
  request.source.where_built |= request.command == Command::kList;
  if (!jeprof.retain.empty()) request.filters.show = {jeprof.retain};
  if (!jeprof.exclude.empty()) request.filters.hide = {jeprof.exclude};
  if (jeprof.unit == JeprofUnit::kBytes) request.style.unit = ByteUnit::kB;
  request.jeprof.reset();
}

Viewer viewer_of(GraphFormat format) {
  switch (format) {
    case GraphFormat::kPs: return Viewer::kGv;
    case GraphFormat::kPdf: return Viewer::kEvince;
    default: return Viewer::kBrowser;
  }
}

class LineReader {
 public:
  LineReader(const Verb& verb, Arguments arguments, const ShellSettings& settings)
      : verb_(verb), arguments_(std::move(arguments)), settings_(settings) {
    step_.act = ShellAct::kAnswer;
    step_.request = settings.now;
    step_.request.command = verb.command;
    step_.request.export_format = verb.format;
    step_.request.graph_format = verb.graph;
    step_.output = arguments_.output;
  }

  Result<ShellStep> table(std::optional<size_t> rows) {
    std::vector<std::string>& plain = arguments_.plain;
    if (arguments_.rows) rows = arguments_.rows;
    const bool has_number = !rows && !plain.empty() && number_of(plain.front());
    if (has_number) {
      rows = number_of(plain.front());
      plain.erase(plain.begin());
    }
    const bool is_top = verb_.command == Command::kTop;
    const bool is_jeprof = settings_.dialect == ShellDialect::kJeprof;  // --nodecount is no limit
    if (is_top && (is_jeprof || !step_.request.rows)) step_.request.rows = kTopRows;
    if (rows) step_.request.rows = rows;
    step_.tells_sums = true;
    return answer(std::move(plain));
  }

  Result<ShellStep> functions() {
    if (arguments_.plain.empty()) {
      return usage(verb_.name, "expected a regular expression, got none",
                   fmt::format("{} main", verb_.name));
    }
    step_.request.function_pattern = joined(arguments_.plain);
    if (verb_.name == "weblist") {
      step_.request.is_page = true;
      if (step_.output.empty()) step_.viewer = Viewer::kBrowser;
    }
    step_.tells_sums = verb_.command != Command::kPeek;
    return answer({});
  }

  Result<ShellStep> file() {
    std::vector<std::string>& plain = arguments_.plain;
    if (step_.output.empty() && !plain.empty()) {
      step_.output = plain.front();
      plain.erase(plain.begin());
    }
    const bool is_binary = verb_.format == ExportFormat::kPprof || is_picture();
    if (step_.output.empty() && is_binary) {
      return usage(verb_.name, "expected a file, got none", example());
    }
    if (step_.output.empty() && verb_.format == ExportFormat::kCallgrind) {
      step_.viewer = Viewer::kKcachegrind;
    }
    if (std::optional<Error> error = check_name()) return *std::move(error);
    return answer(std::move(plain));
  }

  Result<ShellStep> browse() {
    if (step_.output.empty()) step_.viewer = viewer_of(verb_.graph);
    step_.tells_sums = true;
    return answer(std::move(arguments_.plain));
  }

  Result<ShellStep> facts() {
    if (!arguments_.plain.empty() || !arguments_.ignored.empty()) {
      return usage(verb_.name, "expected nothing behind it, got more");
    }
    return std::move(step_);
  }

 private:
  bool is_picture() const {
    return verb_.command == Command::kFlame ||
           (verb_.command == Command::kGraph && verb_.graph == GraphFormat::kSvg);
  }

  std::string example() const {
    if (verb_.command == Command::kExport) return fmt::format("{} heap.pb.gz", verb_.name);
    return fmt::format("{} {}.svg", verb_.name,
                       verb_.command == Command::kFlame ? "heap" : "calls");
  }

  // The file's name says whether a picture is a page, and must not promise another kind.
  std::optional<Error> check_name() {
    Request& request = step_.request;
    const std::string& name = step_.output;
    const size_t dot = name.rfind('.');
    const std::string_view ending =
        dot == std::string::npos ? std::string_view() : std::string_view(name).substr(dot);
    if (request.command == Command::kFlame) {
      request.is_page = ending == ".html" || ending == ".htm";
      request.flame.printed = print_format_of(ending);
    }
    if (request.command == Command::kGraph) {
      request.graph_format = graph_format_of(ending).value_or(request.graph_format);
    }
    Invocation invocation;
    invocation.request = request;
    invocation.output = name;
    std::optional<Error> error = check_ending(invocation);
    if (error) error->where = verb_.name;
    return error;
  }

  Result<ShellStep> answer(std::vector<std::string> focus) {
    take_choice(std::move(focus), arguments_, step_.request);
    take_options(arguments_, settings_, step_.request);
    take_dialect(step_.request);
    return std::move(step_);
  }

  const Verb& verb_;
  Arguments arguments_;
  const ShellSettings& settings_;
  ShellStep step_;
};

void set_unit(ByteUnit unit, Request& request) {
  request.style.unit = unit;
  if (!request.jeprof) return;
  request.jeprof->unit = unit == ByteUnit::kB ? JeprofUnit::kBytes : JeprofUnit::kMegabytes;
}

// Returns what was set by `words` of a setting.
Result<Request> set(const Verb& verb, const Arguments& arguments, const ShellSettings& settings) {
  Request request = settings.now;
  const std::vector<std::string>& words = arguments.plain;
  if (verb.kind == VerbKind::kFocus) request.filters.focus = words;
  if (verb.kind == VerbKind::kIgnore) request.filters.ignore = words;
  if (verb.kind == VerbKind::kReset) return settings.standard;
  const bool is_value = verb.kind == VerbKind::kMetric || verb.kind == VerbKind::kUnit;
  if (is_value && words.size() != 1) {
    return usage(verb.name, fmt::format("expected {}, got {}", verb.arguments,
                                        words.empty() ? "nothing" : "more words"));
  }
  std::optional<Error> error;
  if (verb.kind == VerbKind::kMetric) {
    const Result<Metric> metric = parse_metric(words.front());
    if (!metric.ok()) error = metric.error();
    if (metric.ok()) request.metric = *metric;
  }
  if (verb.kind == VerbKind::kUnit) {
    const Result<ByteUnit> unit = parse_unit(words.front());
    if (!unit.ok()) error = unit.error();
    if (unit.ok()) set_unit(*unit, request);
  }
  if (!error) return request;
  error->where = verb.name;
  return *std::move(error);
}

std::string unit_name(ByteUnit unit) {
  switch (unit) {
    case ByteUnit::kAuto: return "auto";
    case ByteUnit::kB: return "B";
    case ByteUnit::kKiB: return "KiB";
    case ByteUnit::kMiB: return "MiB";
    case ByteUnit::kGiB: return "GiB";
  }
  return {};
}

std::string options_text(const Request& request) {
  return fmt::format("metric  {}\nunit    {}\nfocus   {}\nignore  {}\n",
                     metric_name(request.metric), unit_name(request.style.unit),
                     joined(request.filters.focus), joined(request.filters.ignore));
}

ShellStep explain(const Arguments& arguments, ShellDialect dialect) {
  if (arguments.plain.empty()) return {.act = ShellAct::kSay, .text = shell_help()};
  const Verb* const verb = find_verb(arguments.plain.front(), dialect);
  if (verb != nullptr) return {.act = ShellAct::kSay, .text = verb_help(*verb)};
  return {.act = ShellAct::kComplain, .text = "Unknown command: try 'help'.\n"};
}

// "top10" as "top" and 10; other words as they are.
std::pair<std::string_view, std::optional<size_t>> split_count(std::string_view word) {
  const size_t digits = std::min(word.find_first_of("0123456789"), word.size());
  return {word.substr(0, digits), number_of(word.substr(digits))};
}

}  // namespace

Result<ShellStep> read_shell_line(std::string_view line, const ShellSettings& settings) {
  Result<std::vector<TypedWord>> words = split_words(line);
  if (!words.ok()) return std::move(words).error();
  if (words->empty()) return ShellStep();
  const std::string first = words->front().text;
  words->erase(words->begin());
  const auto [name, count] = split_count(first);
  const Verb* const verb = find_verb(count ? name : first, settings.dialect);
  if (verb == nullptr || (count && verb->kind != VerbKind::kTable)) {
    return ShellStep{.act = ShellAct::kComplain, .text = "Unknown command: try 'help'.\n"};
  }
  if (verb->kind == VerbKind::kQuit) return ShellStep{.act = ShellAct::kQuit};
  Result<Arguments> arguments = sort_words(*std::move(words), verb->name);
  if (!arguments.ok()) return std::move(arguments).error();
  LineReader reader(*verb, *arguments, settings);
  switch (verb->kind) {
    case VerbKind::kTable: return reader.table(count);
    case VerbKind::kFunctions: return reader.functions();
    case VerbKind::kFile: return reader.file();
    case VerbKind::kBrowse: return reader.browse();
    case VerbKind::kFacts: return reader.facts();
    case VerbKind::kHelp: return explain(*arguments, settings.dialect);
    case VerbKind::kShow:
      return ShellStep{.act = ShellAct::kSay, .text = options_text(settings.now)};
    default: break;
  }
  Result<Request> request = set(*verb, *arguments, settings);
  if (!request.ok()) return std::move(request).error();
  return ShellStep{.act = ShellAct::kSet, .request = *std::move(request)};
}

}  // namespace jescope
