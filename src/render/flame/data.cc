// SPDX-License-Identifier: Apache-2.0
//
// Writes the data of a flame graph:
//
//   {"metric":0,                 in which widths are drawn, as in `metrics`
//    "icicle":true, "title":"...", "subtitle":"...",
//    "limits":{...},             FlameLimits
//    "page":{...},               measures of page.h
//    "nodeCount":1000,
//    "isLarge":false,            a total does not fit a double exactly
//    "isReversed":false,         from the allocations to their callers
//    "isChange":false,           of two dumps: nodes give both sides
//    "metrics":[0,1],            the metrics that nodes give, in the order of
//                                kAllMetrics: 0 inuse_space ... 3 alloc_objects
//    "files":["","a.cc"], "modules":["","/lib/libc.so.6"],
//    "names":"all\n...",         frames' names by code unit, one a line, each
//                                without the beginning and the end it shares
//                                with the one before
//    "frames":"...",             numbers of each frame, see append_frame
//    "nodes":"..."}              numbers of each node, depth first, see append_node
//
// Numbers are written by append_number, without separators. Sums of a node are
// left out: the script adds up what is below it.
#include "render/flame/data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <vector>

#include "jescope/base/printable.h"
#include "jescope/base/utf8.h"
#include "render/escape.h"
#include "render/flame/page.h"

namespace jescope {
namespace {

constexpr std::string_view kDigits =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
constexpr unsigned kDigitBits = 5;
constexpr unsigned kUpperHalf = 1u << kDigitBits;

std::string quoted(std::string_view text) {
  return "\"" + json_string_escape(printable_text(text)) + "\"";
}

// Texts that many frames share, numbered as they come; 0 is the empty one.
class TextTable {
 public:
  uint32_t add(const std::string& text) {
    const auto [entry, is_new] = rows_.try_emplace(text, static_cast<uint32_t>(texts_.size()));
    if (is_new) texts_.push_back(text);
    return entry->second;
  }

  std::string to_json() const {
    std::string json;
    for (const std::string& text : texts_) json += (json.empty() ? "" : ",") + quoted(text);
    return "[" + json + "]";
  }

 private:
  std::map<std::string, uint32_t> rows_ = {{"", 0}};
  std::vector<std::string> texts_ = {""};
};

bool is_inside_character(std::string_view text, size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// Returns how many bytes both texts begin with, in whole characters.
size_t shared_beginning(std::string_view left, std::string_view right) {
  const auto differ = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  size_t count = static_cast<size_t>(differ.first - left.begin());
  while (is_inside_character(left, count)) --count;
  return count;
}

// Returns how many bytes both texts end with, in whole characters.
size_t shared_end(std::string_view left, std::string_view right) {
  const auto differ = std::mismatch(left.rbegin(), left.rend(), right.rbegin(), right.rend());
  size_t count = static_cast<size_t>(differ.first - left.rbegin());
  while (is_inside_character(left, left.size() - count)) --count;
  return count;
}

// Returns the length of `text` in UTF-16, in which scripts count.
uint32_t code_unit_count(std::string_view text) {
  uint32_t count = 0;
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    count += next.value >= 0x10000 ? 2 : 1;
    text.remove_prefix(next.byte_count);
  }
  return count;
}

class FrameWriter {
 public:
  FrameWriter(const CallTree& tree, const FlameColours& colours)
      : tree_(tree), colours_(colours), rows_(tree.frames.size()) {
    for (const uint32_t frame : sorted_frames()) append_frame(frame);
  }

  // Returns where `frame` stands among the frames written.
  uint32_t row(uint32_t frame) const { return rows_[frame]; }

  std::string to_json() const {
    return fmt::format(R"("files":{},"modules":{},"names":"{}","frames":"{}")", files_.to_json(),
                       modules_.to_json(), names_, numbers_);
  }

 private:
  // Neighbours in the order of names share most of their beginnings.
  std::vector<uint32_t> sorted_frames() const {
    std::vector<uint32_t> order(tree_.frames.size());
    for (uint32_t frame = 0; frame < order.size(); ++frame) order[frame] = frame;
    std::sort(order.begin(), order.end(), [this](uint32_t left, uint32_t right) {
      return std::tie(tree_.frames[left].name, left) < std::tie(tree_.frames[right].name, right);
    });
    return order;
  }

  // A frame's numbers: code units its name shares with the one before at the
  // beginning and at the end; file, line, module; inlined + 2 * code + 16 * shade.
  void append_frame(uint32_t frame_row) {
    const CallFrame& frame = tree_.frames[frame_row];
    append_name(printable_text(frame.name));
    append_number(numbers_, files_.add(frame.file));
    append_number(numbers_, frame.line);
    append_number(numbers_, modules_.add(frame.module));
    append_number(numbers_, (frame.inlined ? 1 : 0) + 2 * static_cast<uint64_t>(frame.code) +
                                uint64_t{16} * colours_.shades[frame_row]);
    rows_[frame_row] = written_++;
  }

  void append_name(const std::string& name) {
    const std::string_view text = name;
    const std::string_view before = last_name_;
    const size_t beginning = shared_beginning(text, before);
    const size_t end = shared_end(text.substr(beginning), before.substr(beginning));
    if (written_ != 0) names_ += "\\n";
    names_ += json_string_escape(text.substr(beginning, text.size() - beginning - end));
    append_number(numbers_, code_unit_count(text.substr(0, beginning)));
    append_number(numbers_, code_unit_count(text.substr(text.size() - end)));
    last_name_ = name;
  }

  const CallTree& tree_;
  const FlameColours& colours_;
  std::vector<uint32_t> rows_;
  TextTable files_;
  TextTable modules_;
  std::string names_;
  std::string numbers_;
  std::string last_name_;
  uint32_t written_ = 0;
};

std::vector<Metric> metrics_in(const CallTree& tree) {
  std::vector<Metric> metrics;
  for (const Metric metric : kAllMetrics) {
    const bool is_live = !counts_freed(metric);
    if (is_live || tree.nodes[0].subtree[metric].value != 0) metrics.push_back(metric);
  }
  return metrics;
}

void append_value(std::string& out, const Estimate& estimate) {
  append_number(out, static_cast<uint64_t>(std::max<int64_t>(0, estimate.value)));
}

// A node's numbers: has_self + 2 * the callers that end before it, its frame,
// and where has_self is 1 by metric the value of self, of a change before and
// after, and the variance, in fewer bits where the metric is not the one drawn.
void append_node(std::string& out, const CallTree& tree, uint32_t row, uint32_t ended,
                 uint32_t frame, const std::vector<Metric>& metrics) {
  const CallNode& node = tree.nodes[row];
  const bool has_self = !node.self.empty();
  append_number(out, (has_self ? 1 : 0) + 2 * ended);
  append_number(out, frame);
  if (!has_self) return;
  for (const Metric metric : metrics) {
    if (tree.changes.empty()) {
      append_value(out, node.self[metric]);
    } else {
      append_value(out, tree.changes[row].of_self(metric).before);
      append_value(out, tree.changes[row].of_self(metric).after);
    }
    const double variance = node.self[metric].variance;
    const bool is_drawn = metric == tree.metric;
    append_number(out, is_drawn ? pack_variance(variance) : pack_variance_shortly(variance));
  }
}

std::string pack_nodes(const CallTree& tree, const FrameWriter& frames,
                       const std::vector<Metric>& metrics) {
  std::string out;
  uint32_t depth_before = 0;
  for (const uint32_t row : nodes_depth_first(tree)) {
    const CallNode& node = tree.nodes[row];
    const uint32_t ended = row == 0 ? 0 : depth_before + 1 - node.depth;
    append_node(out, tree, row, ended, frames.row(node.frame), metrics);
    depth_before = node.depth;
  }
  return out;
}

std::string metrics_json(const std::vector<Metric>& metrics) {
  std::string json;
  for (const Metric metric : metrics) {
    json += fmt::format("{}{}", json.empty() ? "" : ",", static_cast<int>(metric));
  }
  return "[" + json + "]";
}

bool is_large(const CallTree& tree) {
  constexpr int64_t kMostExact = int64_t{1} << 53;
  return std::any_of(kAllMetrics.begin(), kAllMetrics.end(), [&tree](Metric metric) {
    return tree.nodes[0].subtree[metric].value > kMostExact;
  });
}

std::string page_json() {
  return fmt::format(R"({{"margin":{},"head":{},"row":{},"legendRow":{},"inset":{},)"
                     R"("codeColumn":{},"textColumn":{},"titleColumn":{}}})",
                     kFlameMarginPx, kFlameHeadPx, kFlameRowPx, kFlameLegendRowPx,
                     kFlameTextInsetPx, kFlameCodeColumnPx, kFlameTextColumnPx,
                     kFlameTitleColumnPx);
}

std::string limits_json(const FlameLimits& limits) {
  return fmt::format(R"({{"mostRows":{},"longestRun":{},"keptOfRun":{},"mostBoxes":{}}})",
                     limits.most_rows, limits.longest_run, limits.kept_of_run, limits.most_boxes);
}

}  // namespace

void append_number(std::string& out, uint64_t value) {
  unsigned shift = 60;
  while (shift != 0 && (value >> shift) == 0) shift -= kDigitBits;
  for (; shift != 0; shift -= kDigitBits) {
    out += kDigits[kUpperHalf + ((value >> shift) & (kUpperHalf - 1))];
  }
  out += kDigits[value & (kUpperHalf - 1)];
}

uint64_t pack_variance(double variance) {
  constexpr uint64_t kMost = (uint64_t{1} << 40) - 1;
  if (!(variance >= 0x1p-64)) return 0;
  if (variance >= 0x1p190) return kMost;
  int exponent = 0;
  const double fraction = std::frexp(variance, &exponent);  // in [0.5, 1)
  const auto steps = static_cast<uint64_t>(std::llround((fraction - 0.5) * 0x1p33));
  return (static_cast<uint64_t>(exponent + 64) << 32) + steps;
}

uint64_t pack_variance_shortly(double variance) {
  constexpr uint32_t kDropped = 25;
  constexpr uint64_t kMost = (uint64_t{1} << 15) - 1;
  const uint64_t packed = pack_variance(variance);
  return std::min((packed >> kDropped) + ((packed >> (kDropped - 1)) & 1), kMost);
}

std::string pack_flame_data(const CallTree& tree, const FlameStyle& style,
                            const FlameColours& colours, const FlameLimits& limits) {
  const FrameWriter frames(tree, colours);
  const std::vector<Metric> metrics = metrics_in(tree);
  return fmt::format(R"({{"metric":{},"icicle":{},"title":{},"subtitle":{},"limits":{},"page":{},)"
                     R"("nodeCount":{},"isLarge":{},"isReversed":{},"isChange":{},"metrics":{},{},)"
                     R"("nodes":"{}"}})",
                     static_cast<int>(tree.metric), style.icicle, quoted(style.title),
                     quoted(style.subtitle), limits_json(limits), page_json(), tree.nodes.size(),
                     is_large(tree), tree.direction == Direction::kBottomUp, !tree.changes.empty(),
                     metrics_json(metrics), frames.to_json(), pack_nodes(tree, frames, metrics));
}

}  // namespace jescope
