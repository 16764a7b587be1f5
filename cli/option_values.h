// SPDX-License-Identifier: Apache-2.0
//
// From the words of options to values. Every error says what would have been
// right. Internal to `cli`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cli/options.h"

namespace jescope {

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

Result<Metric> parse_metric(const std::string& text);
Result<ByteUnit> parse_unit(const std::string& text);
Result<Granularity> parse_granularity(const std::string& text);
Result<MergeRule> parse_merge(const std::string& text);
Result<std::optional<MergeRule>> parse_rule(const std::string& text);  // nothing: the last
Result<TopOrder> parse_sort(const std::string& text);
Result<TableFormat> parse_format(const std::string& text);
Result<ExportFormat> parse_export_format(const std::string& text);
Result<ColorChoice> parse_color(const std::string& text);
Result<GraphFormat> parse_graph_format(const std::string& text);

// Returns the format of a picture for paper in a file whose name ends so: ".pdf".
std::optional<PrintFormat> print_format_of(std::string_view ending);

// Returns the format of a call graph in a file whose name ends so: ".pdf".
std::optional<GraphFormat> graph_format_of(std::string_view ending);

// Returns what a file of this name holds, as "heap.pb.gz"; nothing: it does not tell.
std::optional<ExportFormat> export_format_of(std::string_view output);

Result<double> parse_least_edge(const std::string& text);
Result<bool> parse_layout(const std::string& text);  // true: icicle
Result<std::optional<FlameColouring>> parse_color_by(const std::string& text);
Result<ChildOrder> parse_child_order(const std::string& text);
Result<double> parse_least_fraction(const std::string& text);  // "0.5%" or "0.5"
Result<double> parse_least_named(const std::string& text);     // "90%" or "90"
Result<size_t> parse_rows(const std::string& text);
Result<uint64_t> parse_process(const std::string& text);
Result<Relation> parse_assumption(const std::string& text);
Result<TrendAxis> parse_axis(const std::string& text);
Result<GateFormat> parse_gate_format(const std::string& text);  // kNone: not one of them
Result<int64_t> parse_limit(const std::string& text);
Result<size_t> parse_last(const std::string& text);
Result<size_t> parse_every(const std::string& text);
Result<double> parse_interval(const std::string& text);  // "2s", "5min"; in seconds
Result<double> parse_timeout(const std::string& text);   // "60s", "5min"; in seconds
Result<uint64_t> parse_max_download(const std::string& text);

// What of a series is left out at its beginning: dumps, or a share of them.
struct WarmUp {
  size_t dumps = 0;
  double fraction = 0;
};

Result<WarmUp> parse_warm_up(const std::string& text);
Result<PathMapping> parse_path_mapping(const std::string& text);

}  // namespace jescope
