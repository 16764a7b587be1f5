// SPDX-License-Identifier: Apache-2.0
//
// Makes a tree from another one's nodes: each is told where it goes, numbers are
// added up anew, and children are laid out in order, one generation after another.
//
//   main > f > g > f > h      folded: main > f > (g, h)
//
// The second call of f goes to the first one's place, and so does what it calls.
#include <algorithm>
#include <map>
#include <numeric>

#include "jescope/summarize/call_tree.h"

namespace jescope {
namespace {

constexpr uint32_t kLongestCycle = 64;

// Where the nodes of a tree go: places 0 to frame.size() - 1, callers first.
struct Shape {
  std::vector<uint32_t> frame;
  std::vector<uint32_t> parent;
  std::vector<uint32_t> place_of_node;
};

Shape same_shape(const CallTree& tree) {
  Shape shape;
  for (const CallNode& node : tree.nodes) {
    shape.frame.push_back(node.frame);
    shape.parent.push_back(node.parent);
    shape.place_of_node.push_back(static_cast<uint32_t>(shape.place_of_node.size()));
  }
  return shape;
}

class Folder {
 public:
  explicit Folder(const CallTree& tree) : tree_(tree) {}

  Shape run() {
    for (const CallNode& node : tree_.nodes) {
      const bool is_root = shape_.frame.empty();
      const uint32_t caller = is_root ? 0 : shape_.place_of_node[node.parent];
      shape_.place_of_node.push_back(is_root ? append(0, node.frame) : place(caller, node.frame));
    }
    return std::move(shape_);
  }

 private:
  uint32_t append(uint32_t parent, uint32_t frame) {
    shape_.frame.push_back(frame);
    shape_.parent.push_back(parent);
    return static_cast<uint32_t>(shape_.frame.size() - 1);
  }

  // Where the frame stands already among the last of the path, or the caller's
  // child of that frame.
  uint32_t place(uint32_t caller, uint32_t frame) {
    uint32_t at = caller;
    for (uint32_t steps = 0; at != 0 && steps < kLongestCycle; ++steps, at = shape_.parent[at]) {
      if (shape_.frame[at] == frame) return at;
    }
    const auto [known, is_new] = children_.emplace(std::pair(caller, frame), 0);
    if (is_new) known->second = append(caller, frame);
    return known->second;
  }

  const CallTree& tree_;
  Shape shape_;
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> children_;
};

// Returns by node what it holds itself, as large as it ever was.
std::vector<int64_t> largest_self(const CallTree& tree) {
  std::vector<int64_t> largest(tree.nodes.size());
  for (size_t node = 0; node < largest.size() && tree.snapshots.empty(); ++node) {
    largest[node] = tree.nodes[node].self[tree.metric].value;
  }
  for (const TreeSnapshot& snapshot : tree.snapshots) {
    for (const NodeValues& entry : snapshot.values) {
      largest[entry.node] = std::max(largest[entry.node], entry.self[tree.metric].value);
    }
  }
  return largest;
}

// Returns by place what children are ordered by: the largest that each stack
// below ever was.
std::vector<int64_t> sizes_of(const CallTree& tree, const Shape& shape) {
  std::vector<Estimate> sums(shape.frame.size());  // saturate
  const std::vector<int64_t> self = largest_self(tree);
  for (size_t node = 0; node < self.size(); ++node) {
    sums[shape.place_of_node[node]] += Estimate{self[node], 0};
  }
  for (size_t place = sums.size(); place-- > 1;) sums[shape.parent[place]] += sums[place];
  std::vector<int64_t> sizes;
  for (const Estimate& sum : sums) sizes.push_back(sum.value);
  return sizes;
}

// Returns by frame where its name stands among all names.
std::vector<size_t> name_ranks(const CallTree& tree) {
  std::vector<size_t> order(tree.frames.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_sort(
      order, {}, [&](size_t frame) -> const std::string& { return tree.frames[frame].name; });
  std::vector<size_t> ranks(order.size());
  for (size_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
  return ranks;
}

class Arranger {
 public:
  Arranger(const CallTree& tree, Shape shape, ChildOrder order)
      : tree_(tree), shape_(std::move(shape)), order_(order) {
    sizes_ = sizes_of(tree, shape_);
    ranks_ = name_ranks(tree);
    children_.resize(shape_.frame.size());
    for (uint32_t place = 1; place < children_.size(); ++place) {
      children_[shape_.parent[place]].push_back(place);
    }
  }

  CallTree run() {
    result_ = {tree_.metric, tree_.direction, tree_.granularity, tree_.frames, {}, tree_.whole, {},
               {},           order_};
    node_of_place_.resize(children_.size());
    places_ = {0};
    result_.nodes.push_back({});
    for (size_t node = 0; node < result_.nodes.size(); ++node) add_children(node);
    add_numbers();
    if (!tree_.changes.empty()) add_changes();
    for (const TreeSnapshot& snapshot : tree_.snapshots) add_snapshot(snapshot);
    return std::move(result_);
  }

 private:
  bool comes_before(uint32_t left, uint32_t right) const {
    const bool by_size = order_ == ChildOrder::kSize && sizes_[left] != sizes_[right];
    if (by_size) return ranks_before(sizes_[left], sizes_[right]);
    return ranks_[shape_.frame[left]] < ranks_[shape_.frame[right]];
  }

  void add_children(size_t node) {
    std::vector<uint32_t>& children = children_[places_[node]];
    std::ranges::sort(children, [&](uint32_t a, uint32_t b) { return comes_before(a, b); });
    result_.nodes[node].first_child = static_cast<uint32_t>(result_.nodes.size());
    result_.nodes[node].child_count = static_cast<uint32_t>(children.size());
    for (const uint32_t place : children) {
      CallNode child;
      child.frame = shape_.frame[place];
      child.parent = static_cast<uint32_t>(node);
      child.depth = result_.nodes[node].depth + 1;
      node_of_place_[place] = static_cast<uint32_t>(result_.nodes.size());
      result_.nodes.push_back(child);
      places_.push_back(place);
    }
  }

  uint32_t new_node(size_t node) const { return node_of_place_[shape_.place_of_node[node]]; }

  void add_numbers() {
    for (size_t node = 0; node < tree_.nodes.size(); ++node) {
      result_.nodes[new_node(node)].self += tree_.nodes[node].self;
    }
    for (CallNode& node : result_.nodes) node.subtree = node.self;
    for (size_t node = result_.nodes.size(); node-- > 1;) {
      result_.nodes[result_.nodes[node].parent].subtree += result_.nodes[node].subtree;
    }
  }

  void add_changes() {
    result_.changes.resize(result_.nodes.size());
    for (size_t node = 0; node < tree_.nodes.size(); ++node) {
      NodeChange& change = result_.changes[new_node(node)];
      for (size_t at = 0; at < kAllMetrics.size(); ++at) {
        change.self[at] += tree_.changes[node].self[at];
      }
    }
    for (NodeChange& change : result_.changes) change.subtree = change.self;
    for (size_t node = result_.changes.size(); node-- > 1;) {
      NodeChange& caller = result_.changes[result_.nodes[node].parent];
      for (size_t at = 0; at < kAllMetrics.size(); ++at) {
        caller.subtree[at] += result_.changes[node].subtree[at];
      }
    }
  }

  void add_snapshot(const TreeSnapshot& snapshot) {
    std::map<uint32_t, Values> values;
    for (const NodeValues& entry : snapshot.values) values[new_node(entry.node)] += entry.self;
    TreeSnapshot moved{snapshot.dump, {}, snapshot.total};
    for (const auto& [node, self] : values) moved.values.push_back({node, self});
    result_.snapshots.push_back(std::move(moved));
  }

  const CallTree& tree_;
  const Shape shape_;
  const ChildOrder order_;
  std::vector<int64_t> sizes_;                   // by place
  std::vector<size_t> ranks_;                    // by frame
  std::vector<std::vector<uint32_t>> children_;  // by place
  std::vector<uint32_t> node_of_place_;
  std::vector<uint32_t> places_;  // by node
  CallTree result_;
};

}  // namespace

CallTree put_in_order(const CallTree& tree, ChildOrder order) {
  return Arranger(tree, same_shape(tree), order).run();
}

CallTree fold_recursion(const CallTree& tree) {
  return Arranger(tree, Folder(tree).run(), tree.order).run();
}

}  // namespace jescope
