// SPDX-License-Identifier: Apache-2.0
//
//   all                    depth
//   main          100 %      0     chains of only children stay in one column
//   run           100 %      0
//   ├─ load        70 %      1     where it branches, children indent
//   └─ store       28 %      1
//   … 3 more        2 %            accounted for in run's line
#include "jescope/summarize/tree_outline.h"

#include <algorithm>
#include <cmath>

namespace jescope {
namespace {

double size_of(const CallTree& tree, const CallNode& node) {
  return std::abs(static_cast<double>(node.subtree[tree.metric].value));
}

// Returns the least size with which a node is shown, so that both limits hold.
double least_shown(const CallTree& tree, double least_fraction, size_t most_lines) {
  const double least = least_fraction * size_of(tree, tree.nodes.front());
  std::vector<double> sizes;
  for (size_t i = 1; i < tree.nodes.size(); ++i) {
    const double size = size_of(tree, tree.nodes[i]);
    if (size >= least && size > 0) sizes.push_back(size);
  }
  if (sizes.size() <= most_lines) return least;
  const auto last = sizes.begin() + static_cast<ptrdiff_t>(most_lines);
  std::nth_element(sizes.begin(), last, sizes.end(), std::greater<>());
  return std::nextafter(*last, HUGE_VAL);
}

class Outliner {
 public:
  Outliner(const CallTree& tree, double least_size) : tree_(tree), least_size_(least_size) {}

  // Depth first with a stack of its own: stacks of a program may be deeper
  // than ours.
  std::vector<OutlineLine> run() {
    push_children({0, 0, true, 0, {}});
    while (!pending_.empty()) {
      OutlineLine line = pending_.back();
      pending_.pop_back();
      line = with_left_out(line);
      lines_.push_back(line);
      push_children(line);
    }
    return std::move(lines_);
  }

 private:
  // Children are ordered by size, so the shown ones come first.
  uint32_t shown_children(const CallNode& node) const {
    uint32_t shown = 0;
    while (shown < node.child_count && is_shown(tree_.nodes[node.first_child + shown])) ++shown;
    return shown;
  }

  bool is_shown(const CallNode& node) const {
    const double size = size_of(tree_, node);
    return size >= least_size_ && size > 0;
  }

  OutlineLine with_left_out(OutlineLine line) const {
    const CallNode& node = tree_.nodes[line.node];
    const uint32_t shown = shown_children(node);
    line.children_left_out = node.child_count - shown;
    for (uint32_t i = shown; i < node.child_count; ++i) {
      line.left_out += tree_.nodes[node.first_child + i].subtree[tree_.metric];
    }
    return line;
  }

  void push_children(const OutlineLine& parent) {
    const CallNode& node = tree_.nodes[parent.node];
    const uint32_t shown = shown_children(node);
    const bool branches = shown > 1;
    for (uint32_t i = shown; i-- > 0;) {
      const bool is_root = parent.node == 0;
      const uint32_t depth = parent.depth + (branches && !is_root ? 1 : 0);
      const bool last = branches ? i + 1 == shown : parent.last_child;
      pending_.push_back({node.first_child + i, depth, last, 0, {}});
    }
  }

  const CallTree& tree_;
  const double least_size_;
  std::vector<OutlineLine> pending_;
  std::vector<OutlineLine> lines_;
};

}  // namespace

TreeOutline outline(const CallTree& tree, double least_fraction, size_t most_lines) {
  TreeOutline result;
  result.least_fraction = least_fraction;
  result.lines = Outliner(tree, least_shown(tree, least_fraction, most_lines)).run();
  result.nodes_left_out = static_cast<uint32_t>(tree.nodes.size() - 1 - result.lines.size());
  return result;
}

}  // namespace jescope
