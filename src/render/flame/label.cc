// SPDX-License-Identifier: Apache-2.0
//
// Words and numbers for a frame.
#include "render/flame/label.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "jescope/base/units.h"
#include "jescope/summarize/diff_table.h"
#include "render/flame/colour.h"
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

// Returns " of 1.5 KiB", the mean size.
std::string describe_mean(int64_t bytes, int64_t objects) {
  if (bytes <= 0 || objects <= 0) return "";
  const double mean = static_cast<double>(bytes) / static_cast<double>(objects);
  return " of " + format_bytes(static_cast<int64_t>(std::floor(mean + 0.5)));
}

std::string describe_pair(const CallTree& tree, const CallNode& node, Metric space, Metric objects,
                          std::string_view what) {
  return fmt::format("{} {}, {}{}", describe_estimate(tree, node, space), what,
                     describe_estimate(tree, node, objects),
                     describe_mean(node.subtree[space].value, node.subtree[objects].value));
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

// Returns "+1.5 MiB", "-12 objects" or "0 B".
std::string format_signed(Metric metric, int64_t value) {
  const auto distance = static_cast<int64_t>(std::min<uint64_t>(magnitude(value), INT64_MAX));
  const std::string_view sign = value > 0 ? "+" : value < 0 ? "-" : "";
  return fmt::format("{}{}", sign, format_value(metric, distance));
}

std::string_view state_words(const Change& change) {
  const ChangeState state = state_of(change);
  return state == ChangeState::kNoise ? "within noise" : state_name(state);
}

// Returns "grown +2.5%"; the share is of the base's total.
std::string describe_state(const CallTree& tree, const Change& change) {
  const auto value = static_cast<double>(change.value());
  const std::string_view sign = value > 0 ? "+" : value < 0 ? "-" : "";
  return fmt::format("{} {}{}", state_words(change), sign,
                     format_percent(std::abs(value), change_whole(tree)));
}

// Returns "1.0 MiB → 1.5 MiB, +512.0 KiB ± 64.0 KiB (8.0σ)".
std::string describe_change(Metric metric, const Change& change) {
  std::string text =
      fmt::format("{} \u2192 {}, {}", format_value(metric, change.before.value),
                  format_value(metric, change.after.value), format_signed(metric, change.value()));
  const std::string error = describe_error(metric, {change.value(), change.variance});
  if (error.empty()) return text;
  const double sigmas = std::abs(static_cast<double>(change.value())) / change.sigma();
  return text + error + fmt::format(" ({:.1f}\u03c3)", std::min(sigmas, 999.9));
}

// The same allocations in the other unit.
Metric partner_of(Metric metric) {
  switch (metric) {
    case Metric::kInuseSpace: return Metric::kInuseObjects;
    case Metric::kInuseObjects: return Metric::kInuseSpace;
    case Metric::kAllocSpace: return Metric::kAllocObjects;
    case Metric::kAllocObjects: return Metric::kAllocSpace;
  }
  return metric;
}

std::string describe_sides(const CallTree& tree, uint32_t node) {
  const NodeChange& change = tree.changes[node];
  const Metric partner = partner_of(tree.metric);
  const Change& other = change.of_subtree(partner);
  std::string text = describe_state(tree, change.of_subtree(tree.metric));
  append_part(text, describe_change(tree.metric, change.of_subtree(tree.metric)));
  append_part(text, fmt::format("{} \u2192 {}", format_value(partner, other.before.value),
                                format_value(partner, other.after.value)));
  append_part(text, format_signed(tree.metric, change.of_self(tree.metric).value()) + " self");
  return text;
}

}  // namespace

std::string_view language_name(CodeClass code) {
  switch (code) {
    case CodeClass::kUnknown: return "";
    case CodeClass::kC: return "C";
    case CodeClass::kCpp: return "C++";
    case CodeClass::kRust: return "Rust";
    case CodeClass::kJit: return "JIT";
    case CodeClass::kKernel: return "kernel";
  }
  return "";
}

std::string describe_values(const CallTree& tree, uint32_t row) {
  if (!tree.changes.empty()) return describe_sides(tree, row);
  const CallNode& node = tree.nodes[row];
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
  append_part(text, language_name(frame.code));
  append_part(text, frame.inlined ? "inlined" : "");
  return text;
}

std::string describe_count(int64_t count, std::string_view singular) {
  return fmt::format("{} {}{}", format_count(count), singular, count == 1 ? "" : "s");
}

}  // namespace jescope
