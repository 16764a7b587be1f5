// SPDX-License-Identifier: Apache-2.0
//
//   all                    depth
//   main          100 %      0     chains of only children stay in one column
//   run           100 %      0
//   ├─ load        70 %      1     where it branches, children indent
//   └─ store       28 %      1
//   └─ … 3 smaller   2 %     1     what is too small, where it adds up
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
    const OutlineLine root = line_of(0, 0, true);
    push_children(root);
    if (pending_.size() > 1) lines_.push_back(root);
    while (!pending_.empty()) {
      const OutlineLine line = pending_.back();
      pending_.pop_back();
      lines_.push_back(line);
      if (line.rest == 0) push_children(line);
    }
    return std::move(lines_);
  }

 private:
  OutlineLine line_of(uint32_t node, uint32_t depth, bool last_child) const {
    return {node, depth, last_child, 0, tree_.nodes[node].subtree[tree_.metric]};
  }

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

  // Returns the children of `parent` that are too small, as one line.
  OutlineLine rest_of(const OutlineLine& parent, uint32_t shown) const {
    const CallNode& node = tree_.nodes[parent.node];
    OutlineLine rest{parent.node, parent.depth + 1, true, node.child_count - shown, {}};
    for (uint32_t i = shown; i < node.child_count; ++i) {
      rest.estimate += tree_.nodes[node.first_child + i].subtree[tree_.metric];
    }
    return rest;
  }

  void push_children(const OutlineLine& parent) {
    const CallNode& node = tree_.nodes[parent.node];
    const uint32_t shown = shown_children(node);
    const OutlineLine rest = rest_of(parent, shown);
    const double rest_size = std::abs(static_cast<double>(rest.estimate.value));
    const bool shows_rest = shown > 0 && rest_size > 0 && rest_size >= least_size_;
    const bool branches = shown + (shows_rest ? 1 : 0) > 1;
    if (shows_rest) pending_.push_back(rest);
    for (uint32_t i = shown; i-- > 0;) {
      const bool is_last = i + 1 == shown && !shows_rest;
      pending_.push_back(line_of(node.first_child + i, parent.depth + (branches ? 1 : 0),
                                 branches ? is_last : parent.last_child));
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
  const auto is_node = [](const OutlineLine& line) { return line.rest == 0 && line.node != 0; };
  const auto shown = std::ranges::count_if(result.lines, is_node);
  result.nodes_left_out = static_cast<uint32_t>(tree.nodes.size() - 1 - static_cast<size_t>(shown));
  return result;
}

}  // namespace jescope
