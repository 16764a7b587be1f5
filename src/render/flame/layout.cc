// SPDX-License-Identifier: Apache-2.0
//
// Spans are found parents first, boxes by a walk with its own stack, so a tree
// of any depth is fine.
//
// A frame is a link when it has one callee that accounts for all of it. Links
// in a row are a run, and a long run is folded in its middle:
//
//   main > f > f > f > f > f > f > f > g     main > f > f > (3 frames) > f > f > g
#include "render/flame/layout.h"

#include <algorithm>

namespace jescope {
namespace {

constexpr uint32_t kHundredths = 100;
constexpr uint32_t kLeastWidth = kHundredths / 2;

uint64_t drawn_value(const CallTree& tree, const CallNode& node) {
  return static_cast<uint64_t>(std::max<int64_t>(0, node.subtree[tree.metric].value));
}

// Gives the children of `parent` their spans, from its left. Sums that were cut
// at the end of int64_t may be too long together; they end with their parent.
void place_children(const CallTree& tree, const CallNode& parent, FlameSpan within,
                    std::vector<FlameSpan>& spans) {
  uint64_t begin = within.begin;
  for (uint32_t child = parent.first_child; child < parent.first_child + parent.child_count;
       ++child) {
    const uint64_t length = std::min(drawn_value(tree, tree.nodes[child]), within.end - begin);
    spans[child] = {begin, begin + length};
    begin += length;
  }
}

bool is_link(const CallTree& tree, const std::vector<FlameSpan>& spans, uint32_t node) {
  const CallNode& caller = tree.nodes[node];
  return caller.child_count == 1 && spans[caller.first_child] == spans[node];
}

// A box to be placed. `run` counts the links straight before it.
struct Visit {
  uint32_t node = 0;
  uint32_t row = 0;
  uint32_t run = 0;
};

class Walk {
 public:
  Walk(const CallTree& tree, const std::vector<FlameSpan>& spans, uint32_t width_px,
       const FlameLimits& limits)
      : tree_(tree), spans_(spans), limits_(limits), width_(width_px * kHundredths) {}

  // Returns the boxes that are at least `least_width` wide.
  FlameLayout run(uint32_t least_width) {
    layout_ = {};
    pending_ = {Visit{}};
    while (!pending_.empty() && layout_.boxes.size() <= limits_.most_boxes) {
      const Visit visit = pending_.back();
      pending_.pop_back();
      if (box_of(visit).right - box_of(visit).left >= least_width) place(visit);
    }
    return std::move(layout_);
  }

 private:
  // Dividing first keeps the order of any two positions, so boxes nest as
  // spans do.
  uint32_t position(uint64_t at) const {
    const auto share = static_cast<double>(at) / static_cast<double>(spans_[0].end);
    return static_cast<uint32_t>(share * width_);
  }

  FlameBox box_of(const Visit& visit) const {
    const FlameSpan span = spans_[visit.node];
    return {.node = visit.node,
            .row = visit.row,
            .left = position(span.begin),
            .right = position(span.end)};
  }

  void place(const Visit& visit) {
    FlameBox box = box_of(visit);
    const uint32_t folded = visit.run == limits_.kept_of_run ? frames_to_fold(visit.node) : 0;
    if (visit.row + 1 == limits_.most_rows && tree_.nodes[visit.node].child_count != 0) {
      box.kind = FlameBoxKind::kDeeper;
    } else if (folded != 0) {
      box.kind = FlameBoxKind::kRun;
      box.run_length = folded;
      pending_.push_back({end_of_run(visit.node, folded), visit.row + 1, 0});
    } else {
      visit_children(visit);
    }
    layout_.boxes.push_back(box);
    layout_.row_count = std::max(layout_.row_count, visit.row + 1);
  }

  void visit_children(const Visit& visit) {
    const CallNode& node = tree_.nodes[visit.node];
    const uint32_t run = is_link(tree_, spans_, visit.node) ? visit.run + 1 : 0;
    for (uint32_t child = node.first_child + node.child_count; child > node.first_child; --child) {
      pending_.push_back({child - 1, visit.row + 1, run});
    }
  }

  // Returns how many of the links from `node` on are hidden; 0: too few.
  uint32_t frames_to_fold(uint32_t node) const {
    uint32_t links = 0;
    for (; is_link(tree_, spans_, node); node = tree_.nodes[node].first_child) ++links;
    return links > limits_.longest_run ? links - limits_.kept_of_run : 0;
  }

  uint32_t end_of_run(uint32_t node, uint32_t frame_count) const {
    for (; frame_count != 0; --frame_count) node = tree_.nodes[node].first_child;
    return node;
  }

  const CallTree& tree_;
  const std::vector<FlameSpan>& spans_;
  const FlameLimits limits_;
  const double width_;  // in hundredths of a pixel
  FlameLayout layout_;
  std::vector<Visit> pending_;
};

}  // namespace

std::vector<FlameSpan> flame_spans(const CallTree& tree) {
  std::vector<FlameSpan> spans(tree.nodes.size());
  if (spans.empty()) return spans;
  spans[0] = {0, drawn_value(tree, tree.nodes[0])};
  for (size_t parent = 0; parent < spans.size(); ++parent) {
    place_children(tree, tree.nodes[parent], spans[parent], spans);
  }
  return spans;
}

std::vector<uint32_t> nodes_depth_first(const CallTree& tree) {
  std::vector<uint32_t> order;
  std::vector<uint32_t> pending;
  if (!tree.nodes.empty()) pending.push_back(0);
  while (!pending.empty()) {
    const CallNode& node = tree.nodes[pending.back()];
    order.push_back(pending.back());
    pending.pop_back();
    for (uint32_t child = node.first_child + node.child_count; child > node.first_child; --child) {
      pending.push_back(child - 1);
    }
  }
  return order;
}

FlameLayout lay_out_flame(const CallTree& tree, uint32_t width_px, const FlameLimits& limits) {
  const std::vector<FlameSpan> spans = flame_spans(tree);
  if (spans.empty() || spans[0].end == 0) return {};
  Walk walk(tree, spans, width_px, limits);
  uint32_t least_width = kLeastWidth;
  FlameLayout layout = walk.run(least_width);
  while (layout.boxes.size() > limits.most_boxes) layout = walk.run(least_width *= 2);
  return layout;
}

}  // namespace jescope
