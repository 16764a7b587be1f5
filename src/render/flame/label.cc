// SPDX-License-Identifier: Apache-2.0
//
// Words and numbers for a frame.
#include "render/flame/label.h"

#include <fmt/format.h>

#include "jescope/base/units.h"
#include "render/numbers.h"

namespace jescope {
namespace {

constexpr std::string_view kSeparator = " \u00B7 ";

std::string format_value(Metric metric, int64_t value) {
  return unit_of(metric) == Unit::kBytes ? format_bytes(value) : describe_count(value, "object");
}

// Returns " ± 80.0 KiB", or nothing for a number without error.
std::string describe_error(Metric metric, const Estimate& estimate) {
  const int64_t sigma = plain_sigma(estimate);
  if (sigma == 0) return "";
  const bool bytes = unit_of(metric) == Unit::kBytes;
  return " \u00B1 " + (bytes ? format_bytes(sigma) : format_count(sigma));
}

std::string describe_estimate(const CallTree& tree, const CallNode& node, Metric metric) {
  const Estimate& estimate = node.subtree[metric];
  return format_value(metric, estimate.value) +
         (metric == tree.metric ? describe_error(metric, estimate) : "");
}

std::string describe_pair(const CallTree& tree, const CallNode& node, Metric space, Metric objects,
                          std::string_view what) {
  return fmt::format("{} {}, {}", describe_estimate(tree, node, space), what,
                     describe_estimate(tree, node, objects));
}

bool has_allocations(const CallTree& tree) {
  const Values& total = tree.nodes[0].subtree;
  return total[Metric::kAllocSpace].value != 0 || total[Metric::kAllocObjects].value != 0;
}

void append_part(std::string& text, std::string_view part) {
  if (part.empty()) return;
  if (!text.empty()) text += kSeparator;
  text += part;
}

}  // namespace

std::string describe_values(const CallTree& tree, const CallNode& node) {
  const auto value = static_cast<double>(node.subtree[tree.metric].value);
  const auto total = static_cast<double>(tree.nodes[0].subtree[tree.metric].value);
  std::string text = format_percent(value, total);
  append_part(text, describe_pair(tree, node, Metric::kInuseSpace, Metric::kInuseObjects, "live"));
  if (has_allocations(tree)) {
    append_part(text,
                describe_pair(tree, node, Metric::kAllocSpace, Metric::kAllocObjects, "allocated"));
  }
  append_part(text, format_value(tree.metric, node.self[tree.metric].value) + " self");
  return text;
}

std::string describe_place(const CallFrame& frame) {
  std::string text;
  const bool has_line = !frame.file.empty() && frame.line != 0;
  append_part(text, has_line ? fmt::format("{}:{}", frame.file, frame.line) : frame.file);
  append_part(text, base_name(frame.module));
  append_part(text, frame.inlined ? "inlined" : "");
  return text;
}

std::string describe_count(int64_t count, std::string_view singular) {
  return fmt::format("{} {}{}", format_count(count), singular, count == 1 ? "" : "s");
}

}  // namespace jescope
