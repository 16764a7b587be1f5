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
//    "isByName":false,           children of a node are ordered by name
//    "isFolded":false,           recursion is folded at first; nodes are not
//    "isChange":false,           of two dumps: nodes give both sides
//    "paint":"module",           what colours tell at first, as in paint.js
//    "snapshots":[{"name":"...", "subtitle":"..."}],
//                                of a series, oldest first; the last is drawn first
//    "metrics":[0,1],            the metrics that nodes give, in the order of
//                                kAllMetrics: 0 inuse_space ... 3 alloc_objects
//    "files":["","a.cc"], "modules":["","/lib/libc.so.6"],
//    "names":"all\n...",         frames' names by code unit, one a line, each
//                                without the beginning and the end it shares
//                                with the one before
//    "frames":"...",             numbers of each frame, see append_frame
//    "nodes":"..."}              numbers of each node, see node_data.cc
//
// Numbers are as packed_numbers.h has them. Sums of a node are left out: the
// script adds up what is below it.
#include "render/flame/data.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include "jescope/base/printable.h"
#include "jescope/base/utf8.h"
#include "render/escape.h"
#include "render/flame/node_data.h"
#include "render/flame/packed_numbers.h"
#include "render/flame/page.h"

namespace jescope {
namespace {

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

  // Returns by frame where it stands among the frames written.
  const std::vector<uint32_t>& rows() const { return rows_; }

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

std::string metrics_json(const std::vector<Metric>& metrics) {
  std::string json;
  for (const Metric metric : metrics) {
    json += fmt::format("{}{}", json.empty() ? "" : ",", static_cast<int>(metric));
  }
  return "[" + json + "]";
}

// Half of what a double holds exactly, since changes are told by twice the number.
bool is_large(const Values& total) {
  constexpr int64_t kMostExact = int64_t{1} << 52;
  return std::any_of(kAllMetrics.begin(), kAllMetrics.end(),
                     [&](Metric metric) { return total[metric].value > kMostExact; });
}

bool is_large(const CallTree& tree) {
  return is_large(tree.nodes[0].subtree) ||
         std::any_of(tree.snapshots.begin(), tree.snapshots.end(),
                     [](const TreeSnapshot& snapshot) { return is_large(snapshot.total); });
}

// The names that paint.js has.
std::string_view paint_name(FlameColouring by, bool is_change) {
  switch (by) {
    case FlameColouring::kModule: return "module";
    case FlameColouring::kLanguage: return "code";
    case FlameColouring::kSelf: return is_change ? "selfChange" : "self";
    case FlameColouring::kTotal: return is_change ? "change" : "total";
  }
  return "";
}

std::string snapshots_json(const CallTree& tree, const FlameStyle& style) {
  std::string json;
  for (size_t at = 0; at < tree.snapshots.size(); ++at) {
    const bool has_subtitle = at < style.snapshot_subtitles.size();
    json += fmt::format(R"({}{{"name":{},"subtitle":{}}})", json.empty() ? "" : ",",
                        quoted(base_name(tree.snapshots[at].dump.source)),
                        quoted(has_subtitle ? style.snapshot_subtitles[at] : style.subtitle));
  }
  return "[" + json + "]";
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

std::string pack_flame_data(const CallTree& tree, const FlameStyle& style,
                            const FlameColours& colours, const FlameLimits& limits) {
  const FrameWriter frames(tree, colours);
  const std::vector<Metric> metrics = metrics_in(tree);
  const bool is_change = !tree.changes.empty();
  std::string json =
      fmt::format(R"({{"metric":{},"icicle":{},"title":{},"subtitle":{},"limits":{},"page":{},)",
                  static_cast<int>(tree.metric), style.icicle, quoted(style.title),
                  quoted(style.subtitle), limits_json(limits), page_json());
  json += fmt::format(
      R"("nodeCount":{},"isLarge":{},"isReversed":{},"isByName":{},"isFolded":{},"isChange":{},)",
      tree.nodes.size(), is_large(tree), tree.direction == Direction::kBottomUp,
      tree.order == ChildOrder::kName, style.folds_recursion, is_change);
  return json + fmt::format(R"("paint":"{}","snapshots":{},"metrics":{},{},"nodes":"{}"}})",
                            paint_name(colours.by, is_change), snapshots_json(tree, style),
                            metrics_json(metrics), frames.to_json(),
                            pack_nodes(tree, frames.rows(), metrics));
}

}  // namespace jescope
