// SPDX-License-Identifier: Apache-2.0
//
//   main 100                      main 100
//     read 80                       read 80
//     parse 12        ──▶           (3 smaller frames) 20
//       number 5
//     log 8
//
// A node is never larger than its caller, so what is kept hangs together.
#include "jescope/summarize/fold_small.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace jescope {
namespace {

// What stands below one node, as nodes of the new tree.
struct NewChild {
  CallNode node;
  NodeChange change;
  uint32_t source = 0;  // in the old tree; 0: none
};

class Folder {
 public:
  Folder(const CallTree& tree, int64_t least) : tree_(tree), least_(least) {
    folded_.least_value = least;
    subtree_sizes_.assign(tree.nodes.size(), 1);
    for (size_t row = tree.nodes.size(); row-- > 1;) {
      subtree_sizes_[tree.nodes[row].parent] += subtree_sizes_[row];
    }
  }

  FoldedTree run() {
    folded_.tree.metric = tree_.metric;
    folded_.tree.direction = tree_.direction;
    folded_.tree.granularity = tree_.granularity;
    folded_.tree.whole = tree_.whole;
    NewChild root{tree_.nodes.front(), change_of(0), 0};
    root.node.frame = frame_of(tree_.nodes.front().frame);
    append(root);
    // Nodes are appended while the list is walked: parents precede children.
    for (uint32_t row = 0; row < sources_.size(); ++row) add_children(row);
    return std::move(folded_);
  }

 private:
  bool is_kept(uint32_t row) const {
    return tree_.nodes[row].subtree[tree_.metric].value >= least_;
  }

  NodeChange change_of(uint32_t row) const {
    return tree_.changes.empty() ? NodeChange() : tree_.changes[row];
  }

  void append(const NewChild& child) {
    CallTree& to = folded_.tree;
    to.nodes.push_back(child.node);
    to.nodes.back().first_child = 0;
    to.nodes.back().child_count = 0;
    if (!tree_.changes.empty()) to.changes.push_back(child.change);
    sources_.push_back(child.source);
  }

  void add_children(uint32_t row) {
    const bool is_root = row == 0;
    if (!is_root && sources_[row] == 0) return;
    std::vector<NewChild> children = children_of(sources_[row]);
    CallNode& parent = folded_.tree.nodes[row];
    parent.first_child = static_cast<uint32_t>(sources_.size());
    parent.child_count = static_cast<uint32_t>(children.size());
    const uint32_t depth = parent.depth + 1;
    for (NewChild& child : children) {
      child.node.parent = row;
      child.node.depth = depth;
      append(child);
    }
  }

  std::vector<NewChild> children_of(uint32_t source) {
    const CallNode& node = tree_.nodes[source];
    std::vector<NewChild> children;
    NewChild rest;
    size_t rest_count = 0;
    for (uint32_t i = 0; i < node.child_count; ++i) {
      const uint32_t child = node.first_child + i;
      if (is_kept(child)) {
        NewChild kept{tree_.nodes[child], change_of(child), child};
        kept.node.frame = frame_of(tree_.nodes[child].frame);
        children.push_back(kept);
        continue;
      }
      rest_count += subtree_sizes_[child];
      add_to_rest(child, rest);
    }
    if (rest_count == 0) return children;
    folded_.folded_nodes += rest_count;
    folded_.folded_value += rest.node.subtree[tree_.metric].value;
    rest.node.frame = rest_frame(rest_count);
    children.insert(std::ranges::find_if(children, comes_after(rest)), rest);
    return children;
  }

  // The values of what is folded end at the frame that stands for it.
  void add_to_rest(uint32_t child, NewChild& rest) const {
    rest.node.subtree += tree_.nodes[child].subtree;
    rest.node.self = rest.node.subtree;
    if (tree_.changes.empty()) return;
    for (const Metric metric : kAllMetrics) {
      const auto at = static_cast<size_t>(metric);
      rest.change.subtree[at] += tree_.changes[child].subtree[at];
      rest.change.self[at] = rest.change.subtree[at];
    }
  }

  // By size, then by name, as the tree is ordered.
  std::function<bool(const NewChild&)> comes_after(const NewChild& rest) const {
    return [this, &rest](const NewChild& child) {
      const int64_t value = child.node.subtree[tree_.metric].value;
      const int64_t rest_value = rest.node.subtree[tree_.metric].value;
      if (value != rest_value) return value < rest_value;
      return folded_.tree.frames[child.node.frame].name > folded_.tree.frames[rest.node.frame].name;
    };
  }

  // Only frames that are drawn are taken over.
  uint32_t frame_of(uint32_t frame) {
    const auto [found, is_new] =
        frames_.emplace(frame, static_cast<uint32_t>(folded_.tree.frames.size()));
    if (is_new) folded_.tree.frames.push_back(tree_.frames[frame]);
    return found->second;
  }

  uint32_t rest_frame(size_t count) {
    const auto [found, is_new] =
        rest_frames_.emplace(count, static_cast<uint32_t>(folded_.tree.frames.size()));
    if (!is_new) return found->second;
    CallFrame frame;
    frame.name = fmt::format("({} smaller frame{})", count, count == 1 ? "" : "s");
    folded_.tree.frames.push_back(std::move(frame));
    return found->second;
  }

  const CallTree& tree_;
  const int64_t least_;
  std::vector<size_t> subtree_sizes_;  // nodes, the node itself included
  FoldedTree folded_;
  std::vector<uint32_t> sources_;  // by new node; 0 but for the root: it stands for folded ones
  std::unordered_map<uint32_t, uint32_t> frames_;
  std::unordered_map<size_t, uint32_t> rest_frames_;
};

// Returns the value that the `most` largest nodes have at least.
int64_t least_of_largest(const CallTree& tree, size_t most) {
  std::vector<int64_t> values;
  values.reserve(tree.nodes.size());
  for (const CallNode& node : tree.nodes) values.push_back(node.subtree[tree.metric].value);
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(most);
  std::nth_element(values.begin(), place, values.end(), std::greater<>());
  return *place + 1;
}

}  // namespace

FoldedTree fold_small(const CallTree& tree, size_t most_nodes) {
  if (tree.nodes.size() <= most_nodes) return {tree, 0, 0, 0};
  return Folder(tree, least_of_largest(tree, most_nodes)).run();
}

}  // namespace jescope
