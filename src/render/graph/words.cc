// SPDX-License-Identifier: Apache-2.0
//
//   Arena::AllocateFallback      name()
//   1.2 MiB (12.3%)              numbers(): itself,
//   of 4.0 MiB (41.0%)           with what it calls
#include "render/graph/words.h"

#include <fmt/format.h>

#include <algorithm>

#include "jescope/base/printable.h"
#include "jescope/model/change.h"
#include "jescope/model/readable_name.h"
#include "render/fit_name.h"
#include "render/numbers.h"
#include "render/signed_numbers.h"

namespace jescope {
namespace {

constexpr size_t kTooltipColumns = 400;

double largest_value(const CallGraph& graph) {
  uint64_t largest = graph.is_change ? 0 : magnitude(graph.total.value);
  for (const GraphNode& node : graph.nodes) {
    largest = std::max(largest, magnitude(node.cumulative.value));
  }
  return static_cast<double>(largest);
}

std::string place_of(const CallFrame& frame) {
  std::string text = printable_text(frame.file);
  if (!text.empty() && frame.line != 0) text += fmt::format(":{}", frame.line);
  const std::string module = printable_text(base_name(frame.module));
  if (!text.empty() && !module.empty()) text += " in ";
  return text + module;
}

// The metrics that are not drawn and of which `values` hold something.
std::vector<Metric> others(Metric drawn, const Values& values) {
  std::vector<Metric> metrics;
  for (const Metric metric : kAllMetrics) {
    if (metric != drawn && values[metric].value != 0) metrics.push_back(metric);
  }
  return metrics;
}

std::string described_count(size_t count, const char* singular) {
  return fmt::format("{} {}{}", format_count(static_cast<int64_t>(count)), singular,
                     count == 1 ? "" : "s");
}

}  // namespace

GraphWords::GraphWords(const CallGraph& graph, ByteUnit unit)
    : graph_(graph), unit_(unit), largest_(largest_value(graph)) {}

bool GraphWords::is_noise(const Estimate& estimate) const {
  const Change change = {{}, {estimate.value, 0}, estimate.variance};
  return graph_.is_change && change.is_noise();
}

double GraphWords::part_of_base(const Estimate& estimate) const {
  const uint64_t whole = std::max<uint64_t>(1, magnitude(graph_.whole.value));
  return static_cast<double>(magnitude(estimate.value)) / static_cast<double>(whole);
}

double GraphWords::share(const Estimate& estimate) const {
  if (largest_ == 0 || is_noise(estimate)) return 0;
  if (graph_.is_change) return std::min(1.0, part_of_base(estimate) / kGraphFullChange);
  return std::min(1.0, static_cast<double>(magnitude(estimate.value)) / largest_);
}

std::string GraphWords::in_metric(const Estimate& estimate, Metric metric) const {
  return graph_.is_change ? format_change(estimate.value, metric, unit_)
                          : format_value(estimate.value, metric, unit_);
}

std::string GraphWords::amount(const Estimate& estimate) const {
  return in_metric(estimate, graph_.metric);
}

std::string GraphWords::amount_and_percent(const Estimate& estimate) const {
  return fmt::format(
      "{} ({})", amount(estimate),
      format_percent(static_cast<double>(estimate.value), static_cast<double>(graph_.whole.value)));
}

std::string GraphWords::with_error(const Estimate& estimate) const {
  std::string text = amount_and_percent(estimate);
  const int64_t sigma = plain_sigma(estimate);
  if (sigma != 0) text += " ± " + format_value(sigma, graph_.metric, unit_);
  return estimate.value != 0 && is_noise(estimate) ? text + ", within noise" : text;
}

std::string GraphWords::name(const GraphNode& node) const {
  return fit_name(readable_name(printable_text(node.frame.name)), kGraphNameColumns);
}

std::vector<std::string> GraphWords::numbers(const GraphNode& node) const {
  if (node.self.value == node.cumulative.value) return {amount_and_percent(node.self)};
  if (node.self.value == 0) return {"of " + amount_and_percent(node.cumulative)};
  return {amount_and_percent(node.self), "of " + amount_and_percent(node.cumulative)};
}

std::string GraphWords::tooltip(const GraphNode& node) const {
  std::string text = cut_middle(printable_text(node.frame.name), kTooltipColumns) + "\nself " +
                     with_error(node.self) + "\nwith callees " + with_error(node.cumulative);
  for (const Metric metric : others(graph_.metric, node.cumulative_values)) {
    text += fmt::format("\n{}: self {}, with callees {}", metric_words(metric),
                        in_metric(node.self_values[metric], metric),
                        in_metric(node.cumulative_values[metric], metric));
  }
  const std::string place = place_of(node.frame);
  return place.empty() ? text : text + "\n" + cut_middle(place, kTooltipColumns);
}

std::string GraphWords::label(const GraphEdge& edge) const {
  return amount(edge.value);
}

std::string GraphWords::tooltip(const GraphEdge& edge) const {
  std::string text = fmt::format("{} \u2192 {}\n{}", name(graph_.nodes[edge.caller]),
                                 name(graph_.nodes[edge.callee]), with_error(edge.value));
  for (const Metric metric : others(graph_.metric, edge.values)) {
    text += fmt::format("\n{}: {}", metric_words(metric), in_metric(edge.values[metric], metric));
  }
  if (edge.bridges) text += "\nthrough functions left out";
  if (edge.inlined) text += "\ncompiled into the caller";
  return text;
}

std::string GraphWords::extent(size_t edges_not_drawn) const {
  const size_t all = graph_.nodes.size() + graph_.nodes_left_out;
  std::string text = graph_.nodes_left_out == 0 ? described_count(all, "function")
                                                : fmt::format("{} of {}", graph_.nodes.size(),
                                                              described_count(all, "function"));
  text += ", " + described_count(graph_.edges.size() - edges_not_drawn, "call");
  if (edges_not_drawn > 0) {
    text +=
        fmt::format("; {} not drawn, they lead too far", described_count(edges_not_drawn, "call"));
  }
  const bool bridges = std::ranges::any_of(graph_.edges, &GraphEdge::bridges);
  return bridges ? text + "; dashed: through functions left out" : text;
}

}  // namespace jescope
