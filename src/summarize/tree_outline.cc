// SPDX-License-Identifier: Apache-2.0
//
//   all                    depth
//   main          100 %      0     chains of only children stay in one column
//   run ×12       100 %      0     recursion is one line
//   ├─ load        70 %      1     where it branches, children indent
//   ├─ store       28 %      1
//   └─ … 3 more     2 %      1     what is left out, where it adds up
//
// First the lines are chosen, from the root and always the largest next, so
// that a line's parent is there before it; then they are put in order.
#include "jescope/summarize/tree_outline.h"

#include <algorithm>
#include <cmath>
#include <queue>

namespace jescope {
namespace {

constexpr uint32_t kNotShown = UINT32_MAX;

double size_of(const CallTree& tree, uint32_t node) {
  return std::abs(static_cast<double>(tree.nodes[node].subtree[tree.metric].value));
}

class LineChooser {
 public:
  LineChooser(const CallTree& tree, double least_size)
      : tree_(tree), least_size_(least_size), innermost_(tree.nodes.size(), kNotShown) {}

  // Returns for each node that begins a line the innermost node of that line,
  // kNotShown for all others.
  std::vector<uint32_t> run(size_t most_lines) {
    add_children(0);
    for (size_t lines = 0; lines < most_lines && !candidates_.empty(); ++lines) {
      const uint32_t node = candidates_.top().node;
      candidates_.pop();
      innermost_[node] = end_of_recursion(node);
      add_children(innermost_[node]);
    }
    return std::move(innermost_);
  }

 private:
  struct Candidate {
    double size;
    uint32_t node;
    // Nodes of one size are taken in their order.
    friend bool operator<(const Candidate& a, const Candidate& b) {
      return a.size != b.size ? a.size < b.size : a.node > b.node;
    }
  };

  bool is_large(uint32_t node) const {
    const double size = size_of(tree_, node);
    return size >= least_size_ && size > 0;
  }

  void add_children(uint32_t node) {
    const CallNode& parent = tree_.nodes[node];
    for (uint32_t i = 0; i < parent.child_count; ++i) {
      const uint32_t child = parent.first_child + i;
      if (!is_large(child)) break;  // children are ordered by size
      candidates_.push({size_of(tree_, child), child});
    }
  }

  uint32_t end_of_recursion(uint32_t node) const {
    while (calls_only_itself(tree_.nodes[node])) node = tree_.nodes[node].first_child;
    return node;
  }

  bool calls_only_itself(const CallNode& node) const {
    if (node.child_count == 0 || tree_.nodes[node.first_child].frame != node.frame) return false;
    double others = 0;
    for (uint32_t i = 1; i < node.child_count; ++i) others += size_of(tree_, node.first_child + i);
    return is_large(node.first_child) && others < least_size_;
  }

  const CallTree& tree_;
  const double least_size_;
  std::vector<uint32_t> innermost_;
  std::priority_queue<Candidate> candidates_;
};

class Outliner {
 public:
  Outliner(const CallTree& tree, double least_size, std::vector<uint32_t> innermost)
      : tree_(tree), least_size_(least_size), innermost_(std::move(innermost)) {}

  // Depth first with a stack of its own: stacks of a program may be deeper
  // than ours.
  std::vector<OutlineLine> run() {
    OutlineLine root;
    root.estimate = tree_.nodes.front().subtree[tree_.metric];
    root.self = tree_.nodes.front().self[tree_.metric];
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
    OutlineLine line;
    line.node = node;
    line.depth = depth;
    line.last_child = last_child;
    line.innermost = innermost_[node];
    line.estimate = tree_.nodes[node].subtree[tree_.metric];
    line.self = tree_.nodes[node].self[tree_.metric];
    while (node != line.innermost) {
      node = tree_.nodes[node].first_child;
      line.self += tree_.nodes[node].self[tree_.metric];
      ++line.calls;
    }
    return line;
  }

  uint32_t shown_children(const CallNode& node) const {
    uint32_t shown = 0;
    while (shown < node.child_count && innermost_[node.first_child + shown] != kNotShown) ++shown;
    return shown;
  }

  // Returns the children of `parent` that are left out, as one line.
  OutlineLine rest_of(const OutlineLine& parent, uint32_t shown) const {
    const CallNode& node = tree_.nodes[parent.innermost];
    OutlineLine rest;
    rest.node = parent.innermost;
    rest.depth = parent.depth + (shown > 0 ? 1 : 0);
    rest.last_child = shown > 0 || parent.last_child;
    rest.rest = node.child_count - shown;
    for (uint32_t i = shown; i < node.child_count; ++i) {
      rest.estimate += tree_.nodes[node.first_child + i].subtree[tree_.metric];
    }
    return rest;
  }

  void push_children(const OutlineLine& parent) {
    const CallNode& node = tree_.nodes[parent.innermost];
    const uint32_t shown = shown_children(node);
    const OutlineLine rest = rest_of(parent, shown);
    const double rest_size = std::abs(static_cast<double>(rest.estimate.value));
    const bool shows_rest = rest_size > 0 && rest_size >= least_size_;
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
  const std::vector<uint32_t> innermost_;
  std::vector<OutlineLine> pending_;
  std::vector<OutlineLine> lines_;
};

// Counts what the lines leave out.
void account(const CallTree& tree, TreeOutline& outline) {
  const CallNode& root = tree.nodes.front();
  uint32_t shown = 1;  // the root
  const auto take_away = [&](const Estimate& self) {
    outline.self_left_out += Estimate{-self.value, 0};
  };
  outline.self_left_out.value = root.subtree[tree.metric].value;
  take_away(root.self[tree.metric]);
  for (const OutlineLine& line : outline.lines) {
    if (line.rest != 0 || line.node == 0) continue;
    shown += line.calls;
    take_away(line.self);
  }
  outline.nodes_left_out = static_cast<uint32_t>(tree.nodes.size()) - shown;
}

}  // namespace

TreeOutline outline(const CallTree& tree, double least_fraction, size_t most_lines) {
  const double least_size =
      least_fraction * std::abs(static_cast<double>(tree.whole[tree.metric].value));
  TreeOutline result;
  result.least_fraction = least_fraction;
  result.lines = Outliner(tree, least_size, LineChooser(tree, least_size).run(most_lines)).run();
  account(tree, result);
  return result;
}

}  // namespace jescope
