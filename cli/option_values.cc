// SPDX-License-Identifier: Apache-2.0
//
// Each option with fixed words is a table of them.
#include "cli/option_values.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <initializer_list>
#include <utility>

namespace jescope {
namespace {

template <typename T>
struct Word {
  const char* word;
  T value;
};

Error unexpected(const char* option, const std::string& expected, const std::string& got) {
  const std::string found = got.empty() ? "nothing" : fmt::format("\"{}\"", got);
  return {ErrorCode::kUsage, option, fmt::format("expected {}, got {}", expected, found), {}};
}

template <typename T>
Result<T> parse_word(const char* option, const std::string& text,
                     std::initializer_list<Word<T>> words) {
  std::string expected;
  for (const Word<T>& word : words) {
    if (text == word.word) return word.value;
    expected += expected.empty() ? word.word : std::string(", ") + word.word;
  }
  return unexpected(option, "one of " + expected, text);
}

Result<double> parse_percent(const char* option, const char* expected, const std::string& text) {
  double percent = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, percent, std::chars_format::fixed);
  const std::string_view rest(stop, static_cast<size_t>(end - stop));
  const bool ok = error == std::errc() && (rest.empty() || rest == "%");
  if (!ok || !(percent >= 0 && percent <= 100)) return unexpected(option, expected, text);
  return percent / 100;
}

Result<size_t> parse_positive(const char* option, const char* expected, const std::string& text) {
  size_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || number == 0) return unexpected(option, expected, text);
  return number;
}

}  // namespace

Result<Metric> parse_metric(const std::string& text) {
  return parse_word<Metric>("--metric", text,
                            {{"inuse_space", Metric::kInuseSpace},
                             {"inuse_objects", Metric::kInuseObjects},
                             {"alloc_space", Metric::kAllocSpace},
                             {"alloc_objects", Metric::kAllocObjects}});
}

Result<ByteUnit> parse_unit(const std::string& text) {
  return parse_word<ByteUnit>("--unit", text,
                              {{"auto", ByteUnit::kAuto},
                               {"B", ByteUnit::kB},
                               {"KiB", ByteUnit::kKiB},
                               {"MiB", ByteUnit::kMiB},
                               {"GiB", ByteUnit::kGiB}});
}

Result<Granularity> parse_granularity(const std::string& text) {
  return parse_word<Granularity>("--by", text,
                                 {{"function", Granularity::kFunction},
                                  {"line", Granularity::kLine},
                                  {"file", Granularity::kFile},
                                  {"module", Granularity::kModule},
                                  {"address", Granularity::kAddress}});
}

Result<MergeRule> parse_merge(const std::string& text) {
  return parse_word<MergeRule>(
      "--merge", text,
      {{"sum", MergeRule::kSum}, {"avg", MergeRule::kAverage}, {"max", MergeRule::kMaximum}});
}

Result<std::optional<MergeRule>> parse_rule(const std::string& text) {
  return parse_word<std::optional<MergeRule>>("--rule", text,
                                              {{"last", std::nullopt},
                                               {"mean", MergeRule::kAverage},
                                               {"avg", MergeRule::kAverage},
                                               {"max", MergeRule::kMaximum},
                                               {"sum", MergeRule::kSum}});
}

Result<TopOrder> parse_sort(const std::string& text) {
  return parse_word<TopOrder>(
      "--sort", text,
      {{"self", TopOrder::kSelf}, {"cum", TopOrder::kCumulative}, {"name", TopOrder::kName}});
}

Result<TableFormat> parse_format(const std::string& text) {
  return parse_word<TableFormat>("--format", text,
                                 {{"text", TableFormat::kText},
                                  {"json", TableFormat::kJson},
                                  {"csv", TableFormat::kCsv},
                                  {"markdown", TableFormat::kMarkdown}});
}

Result<ExportFormat> parse_export_format(const std::string& text) {
  return parse_word<ExportFormat>("--to", text,
                                  {{"folded", ExportFormat::kFolded},
                                   {"callgrind", ExportFormat::kCallgrind},
                                   {"pprof", ExportFormat::kPprof},
                                   {"speedscope", ExportFormat::kSpeedscope},
                                   {"jsonl", ExportFormat::kJsonl},
                                   {"raw", ExportFormat::kRaw},
                                   {"dot", ExportFormat::kDot},
                                   {"json", ExportFormat::kJson}});
}

std::optional<ExportFormat> export_format_of(std::string_view output) {
  constexpr auto kEndings = std::to_array<std::pair<std::string_view, ExportFormat>>({
      {".pb", ExportFormat::kPprof},
      {".pprof", ExportFormat::kPprof},
      {".folded", ExportFormat::kFolded},
      {".collapsed", ExportFormat::kFolded},
      {".callgrind", ExportFormat::kCallgrind},
      {".speedscope.json", ExportFormat::kSpeedscope},
      {".jsonl", ExportFormat::kJsonl},
      {".json", ExportFormat::kJson},
      {".dot", ExportFormat::kDot},
      {".gv", ExportFormat::kDot},
      {".heap", ExportFormat::kRaw},
  });
  if (output.ends_with(".gz")) output.remove_suffix(3);
  if (base_name(output).starts_with("callgrind.out")) return ExportFormat::kCallgrind;
  for (const auto& [ending, format] : kEndings) {
    if (output.ends_with(ending)) return format;
  }
  return std::nullopt;
}

Result<GraphFormat> parse_graph_format(const std::string& text) {
  return parse_word<GraphFormat>("--format", text,
                                 {{"svg", GraphFormat::kSvg},
                                  {"dot", GraphFormat::kDot},
                                  {"pdf", GraphFormat::kPdf},
                                  {"ps", GraphFormat::kPs},
                                  {"eps", GraphFormat::kEps},
                                  {"gif", GraphFormat::kGif},
                                  {"png", GraphFormat::kPng}});
}

std::optional<PrintFormat> print_format_of(std::string_view ending) {
  if (ending == ".pdf") return PrintFormat::kPdf;
  if (ending == ".ps") return PrintFormat::kPs;
  if (ending == ".eps") return PrintFormat::kEps;
  if (ending == ".gif") return PrintFormat::kGif;
  if (ending == ".png") return PrintFormat::kPng;
  return std::nullopt;
}

std::optional<GraphFormat> graph_format_of(std::string_view ending) {
  if (ending == ".gv") return GraphFormat::kDot;
  if (!ending.starts_with('.')) return std::nullopt;
  const Result<GraphFormat> format = parse_graph_format(std::string(ending.substr(1)));
  return format.ok() ? std::optional(*format) : std::nullopt;
}

Result<ColorChoice> parse_color(const std::string& text) {
  return parse_word<ColorChoice>("--color", text,
                                 {{"auto", ColorChoice::kAuto},
                                  {"always", ColorChoice::kAlways},
                                  {"never", ColorChoice::kNever}});
}

Result<bool> parse_layout(const std::string& text) {
  return parse_word<bool>("--layout", text, {{"icicle", true}, {"flame", false}});
}

Result<std::optional<FlameColouring>> parse_color_by(const std::string& text) {
  return parse_word<std::optional<FlameColouring>>("--color-by", text,
                                                   {{"module", FlameColouring::kModule},
                                                    {"language", FlameColouring::kLanguage},
                                                    {"self", FlameColouring::kSelf},
                                                    {"total", FlameColouring::kTotal}});
}

Result<ChildOrder> parse_child_order(const std::string& text) {
  return parse_word<ChildOrder>("--sort", text,
                                {{"size", ChildOrder::kSize}, {"name", ChildOrder::kName}});
}

Result<double> parse_least_fraction(const std::string& text) {
  return parse_percent("--min", "a percentage of the total, as 0.5%", text);
}

Result<double> parse_least_edge(const std::string& text) {
  return parse_percent("--min-edge", "a percentage of the total, as 0.1%", text);
}

Result<double> parse_least_named(const std::string& text) {
  return parse_percent("--fail-below", "a percentage, as 90%", text);
}

Result<size_t> parse_rows(const std::string& text) {
  size_t rows = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, rows);
  if (error != std::errc() || stop != end) {
    return unexpected("-n", "a number of rows (0: all)", text);
  }
  return rows;
}

Result<uint64_t> parse_process(const std::string& text) {
  uint64_t process = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, process);
  if (error != std::errc() || stop != end || process == 0) {
    return unexpected("--pid", "the number of a process", text);
  }
  return process;
}

Result<Relation> parse_assumption(const std::string& text) {
  return parse_word<Relation>(
      "--assume", text,
      {{"same-process", Relation::kSnapshots}, {"independent", Relation::kIndependent}});
}

Result<TrendAxis> parse_axis(const std::string& text) {
  return parse_word<TrendAxis>("--axis", text,
                               {{"sequence", TrendAxis::kSequence},
                                {"time", TrendAxis::kFileTime},
                                {"allocated", TrendAxis::kAllocatedBytes}});
}

Result<GateFormat> parse_gate_format(const std::string& text) {
  if (text == "junit") return GateFormat::kJunit;
  if (text == "sarif") return GateFormat::kSarif;
  if (text == "github") return GateFormat::kGithub;
  return GateFormat::kNone;
}

Result<int64_t> parse_limit(const std::string& text) {
  const std::optional<int64_t> bytes = parse_bytes(text);
  if (!bytes || *bytes <= 0) return unexpected("--limit", "bytes, as 2GiB", text);
  return *bytes;
}

Result<size_t> parse_last(const std::string& text) {
  return parse_positive("--last", "a number of dumps", text);
}

Result<size_t> parse_every(const std::string& text) {
  return parse_positive("--every", "a number of dumps", text);
}

namespace {

Result<double> parse_time(const char* option, const char* expected, const std::string& text) {
  constexpr double kLeastSeconds = 0.1, kMostSeconds = 6e7;
  const std::optional<double> seconds = parse_seconds(text);
  if (!seconds || *seconds < kLeastSeconds || *seconds > kMostSeconds) {
    return unexpected(option, expected, text);
  }
  return *seconds;
}

}  // namespace

Result<double> parse_interval(const std::string& text) {
  return parse_time("--interval", "a time, as 2s or 5min", text);
}

Result<double> parse_timeout(const std::string& text) {
  return parse_time("--timeout", "a time, as 60s or 5min", text);
}

Result<uint64_t> parse_max_download(const std::string& text) {
  const std::optional<int64_t> bytes = parse_bytes(text);
  if (!bytes || *bytes <= 0) return unexpected("--max-download", "bytes, as 2GiB", text);
  return static_cast<uint64_t>(*bytes);
}

Result<WarmUp> parse_warm_up(const std::string& text) {
  constexpr const char* kExpected = "a number of dumps or a percentage, as 20%";
  WarmUp warm_up;
  if (text.ends_with('%')) {
    const Result<double> fraction = parse_percent("--skip-warmup", kExpected, text);
    if (!fraction.ok()) return fraction.error();
    warm_up.fraction = *fraction;
    return warm_up;
  }
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, warm_up.dumps);
  if (error != std::errc() || stop != end) return unexpected("--skip-warmup", kExpected, text);
  return warm_up;
}

Result<PathMapping> parse_path_mapping(const std::string& text) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    return unexpected("--path-map", "OLD=NEW, as /build/app=/src/app", text);
  }
  return PathMapping{text.substr(0, equals), text.substr(equals + 1)};
}

}  // namespace jescope
