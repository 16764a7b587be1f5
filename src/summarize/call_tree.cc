// SPDX-License-Identifier: Apache-2.0
//
// The rows of a stack table already are a tree; what is left is to sum
// subtrees (from the last row to the first, parents precede children) and to
// lay children out in order, one generation after another:
//
//   rows   main(0) run(1) alloc(2) read(3)   parents - 0 1 1
//   nodes  all  main  run  read  alloc       siblings adjacent, largest first
//
// Bottom-up, the table is first rebuilt with every stack turned around.
#include "jescope/summarize/call_tree.h"

#include <algorithm>
#include <numeric>

#include "summarize/frame_text.h"
#include "summarize/placed_tree.h"

namespace jescope {
namespace {

using Row = FrameStacks::Row;

// A tree of rows with the values of the stacks that end in each.
struct RowTree {
  FrameStacks stacks;
  std::vector<Values> self;  // by row
  Values without_frames;     // of samples without a stack
  std::vector<Row> ends;     // by sample: the row its stack ends in
};

RowTree top_down(const Profile& profile) {
  RowTree tree{profile.stacks, std::vector<Values>(profile.stacks.size()), {}, {}};
  for (const Sample& sample : profile.samples) {
    tree.ends.push_back(sample.stack);
    Values& self = sample.stack.is_none() ? tree.without_frames : tree.self[sample.stack.row()];
    self += sample.values;
  }
  return tree;
}

RowTree bottom_up(const Profile& profile) {
  RowTree tree;
  for (const Sample& sample : profile.samples) {
    Row turned;
    for (Row row = sample.stack; !row.is_none(); row = profile.stacks.parent(row)) {
      turned = tree.stacks.child(turned, profile.stacks.element(row));
    }
    tree.ends.push_back(turned);
    tree.self.resize(tree.stacks.size());
    (turned.is_none() ? tree.without_frames : tree.self[turned.row()]) += sample.values;
  }
  return tree;
}

std::vector<Values> subtree_values(const RowTree& tree) {
  std::vector<Values> subtree = tree.self;
  for (size_t i = subtree.size(); i-- > 0;) {
    const Row parent = tree.stacks.parent(Row(i));
    if (!parent.is_none()) subtree[parent.row()] += subtree[i];
  }
  return subtree;
}

class TreeBuilder {
 public:
  TreeBuilder(const Profile& profile, RowTree rows, CallTree tree)
      : rows_(std::move(rows)), subtree_(subtree_values(rows_)), tree_(std::move(tree)) {
    tree_.frames.push_back({"all", "", "", 0, false, true, CodeClass::kUnknown});
    for (CallFrame& frame : frame_texts(profile)) tree_.frames.push_back(std::move(frame));
    rank_names();
    collect_children();
  }

  PlacedTree run() {
    add_root();
    for (size_t i = 0; i < tree_.nodes.size(); ++i) add_children(i);
    return {std::move(tree_), nodes_of_samples()};
  }

 private:
  static constexpr size_t kFramesBeforeProfile = 1;  // the root's

  size_t frame_of(size_t row) const {
    return rows_.stacks.element(Row(row)).row() + kFramesBeforeProfile;
  }

  // Comparing ranks is comparing names, without the texts.
  void rank_names() {
    std::vector<size_t> order(tree_.frames.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::ranges::stable_sort(order, {},
                             [&](size_t i) -> const std::string& { return tree_.frames[i].name; });
    name_rank_.resize(order.size());
    for (size_t rank = 0; rank < order.size(); ++rank) name_rank_[order[rank]] = rank;
  }

  // Returns true for rows with a value at or below them: of a difference they
  // may add up to nothing.
  std::vector<bool> rows_with_values() const {
    std::vector<bool> has_value(rows_.self.size());
    for (size_t row = has_value.size(); row-- > 0;) {
      if (!rows_.self[row].empty()) has_value[row] = true;
      const Row parent = rows_.stacks.parent(Row(row));
      if (has_value[row] && !parent.is_none()) has_value[parent.row()] = true;
    }
    return has_value;
  }

  // Rows without a value have no node; the root stands for them.
  std::vector<uint32_t> nodes_of_samples() const {
    std::vector<uint32_t> node_of_list(children_.size());
    for (uint32_t node = 0; node < child_list_of_node_.size(); ++node) {
      node_of_list[child_list_of_node_[node]] = node;
    }
    std::vector<uint32_t> nodes;
    for (const Row end : rows_.ends)
      nodes.push_back(node_of_list[end.is_none() ? 0 : end.row() + 1]);
    return nodes;
  }

  void collect_children() {
    const std::vector<bool> has_value = rows_with_values();
    children_.resize(subtree_.size() + 1);
    for (size_t row = 0; row < subtree_.size(); ++row) {
      if (!has_value[row]) continue;
      const Row parent = rows_.stacks.parent(Row(row));
      children_[parent.is_none() ? 0 : parent.row() + 1].push_back(static_cast<uint32_t>(row));
    }
  }

  void add_root() {
    CallNode root;
    root.self = rows_.without_frames;
    root.subtree = root.self;
    for (const uint32_t row : children_[0]) root.subtree += subtree_[row];
    tree_.nodes.push_back(root);
    child_list_of_node_.push_back(0);
  }

  void add_children(size_t node) {
    std::vector<uint32_t>& rows = children_[child_list_of_node_[node]];
    std::ranges::sort(rows, [&](uint32_t a, uint32_t b) { return comes_before(a, b); });
    tree_.nodes[node].first_child = static_cast<uint32_t>(tree_.nodes.size());
    tree_.nodes[node].child_count = static_cast<uint32_t>(rows.size());
    for (const uint32_t row : rows) {
      CallNode child;
      child.frame = static_cast<uint32_t>(frame_of(row));
      child.parent = static_cast<uint32_t>(node);
      child.depth = tree_.nodes[node].depth + 1;
      child.self = rows_.self[row];
      child.subtree = subtree_[row];
      tree_.nodes.push_back(child);
      child_list_of_node_.push_back(row + 1);
    }
  }

  bool comes_before(uint32_t a, uint32_t b) const {
    const int64_t left = subtree_[a][tree_.metric].value;
    const int64_t right = subtree_[b][tree_.metric].value;
    if (left != right) return ranks_before(left, right);
    return name_rank_[frame_of(a)] < name_rank_[frame_of(b)];
  }

  const RowTree rows_;
  const std::vector<Values> subtree_;            // by row
  std::vector<std::vector<uint32_t>> children_;  // by row + 1; 0 is the root's
  std::vector<size_t> child_list_of_node_;       // in `children_`
  std::vector<size_t> name_rank_;                // by frame
  CallTree tree_;
};

}  // namespace

PlacedTree place_call_tree(const Profile& profile, Metric metric, Direction direction) {
  CallTree empty{metric, direction, profile.granularity, {}, {}, share_base(profile),
                 {},     {},        ChildOrder::kSize};
  RowTree rows = direction == Direction::kTopDown ? top_down(profile) : bottom_up(profile);
  return TreeBuilder(profile, std::move(rows), std::move(empty)).run();
}

CallTree build_call_tree(const Profile& profile, Metric metric, Direction direction) {
  return place_call_tree(profile, metric, direction).tree;
}

}  // namespace jescope
