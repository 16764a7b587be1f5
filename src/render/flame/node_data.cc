// SPDX-License-Identifier: Apache-2.0
//
// A node's numbers: has_self + 2 * the callers that end before it, its frame, and
// where has_self is 1, of
//
//   a dump     by metric the value of self and its variance
//   a change   by metric the value before, the change, and its variance
//   a series   how many steps there are, and of each step how many snapshots it
//              comes after the one before (of the first: its snapshot), and by
//              metric the change of the value and the new variance; a value stands
//              until the next step
//
// Variances are written in fewer bits where the metric is not the one drawn and, of
// a series, where the step does not stand in the last snapshot.
#include "render/flame/node_data.h"

#include <algorithm>

#include "render/flame/layout.h"
#include "render/flame/packed_numbers.h"

namespace jescope {
namespace {

int64_t drawn(const Estimate& estimate) {
  return std::max<int64_t>(0, estimate.value);
}

void append_value(std::string& out, const Estimate& estimate) {
  append_number(out, static_cast<uint64_t>(drawn(estimate)));
}

void append_variance(std::string& out, double variance, bool is_exact) {
  append_number(out, is_exact ? pack_variance(variance) : pack_variance_shortly(variance));
}

// What a node holds from a snapshot on.
struct Step {
  uint32_t snapshot = 0;
  Values self;
};

using Steps = std::vector<Step>;

void take_step(Steps& steps, uint32_t snapshot, const Values& self) {
  const bool is_same = steps.empty() ? self.empty() : steps.back().self == self;
  if (!is_same) steps.push_back({snapshot, self});
}

// Returns by node how its numbers change from snapshot to snapshot; of a tree
// without snapshots nothing.
std::vector<Steps> steps_of(const CallTree& tree) {
  if (tree.snapshots.empty()) return {};
  std::vector<Steps> steps(tree.nodes.size());
  for (uint32_t at = 0; at < tree.snapshots.size(); ++at) {
    std::vector<bool> is_there(steps.size());
    for (const NodeValues& entry : tree.snapshots[at].values) {
      take_step(steps[entry.node], at, entry.self);
      is_there[entry.node] = true;
    }
    for (uint32_t node = 0; node < steps.size(); ++node) {
      if (!is_there[node]) take_step(steps[node], at, {});
    }
  }
  return steps;
}

class NodeWriter {
 public:
  NodeWriter(const CallTree& tree, const std::vector<uint32_t>& row_of_frame,
             const std::vector<Metric>& metrics)
      : tree_(tree), row_of_frame_(row_of_frame), metrics_(metrics), steps_(steps_of(tree)) {}

  std::string run() {
    uint32_t depth_before = 0;
    for (const uint32_t row : nodes_depth_first(tree_)) {
      const CallNode& node = tree_.nodes[row];
      append_node(row, row == 0 ? 0 : depth_before + 1 - node.depth);
      depth_before = node.depth;
    }
    return std::move(out_);
  }

 private:
  void append_node(uint32_t row, uint32_t ended) {
    const bool has_steps = !steps_.empty() && !steps_[row].empty();
    const bool has_self = !tree_.nodes[row].self.empty() || has_steps;
    append_number(out_, (has_self ? 1 : 0) + 2 * ended);
    append_number(out_, row_of_frame_[tree_.nodes[row].frame]);
    if (!has_self) return;
    if (tree_.snapshots.empty()) {
      append_self(row);
    } else {
      append_steps(steps_[row]);
    }
  }

  void append_self(uint32_t row) {
    const CallNode& node = tree_.nodes[row];
    for (const Metric metric : metrics_) {
      if (tree_.changes.empty()) {
        append_value(out_, node.self[metric]);
      } else {
        const Change& change = tree_.changes[row].of_self(metric);
        append_value(out_, change.before);
        append_signed(out_, drawn(change.after) - drawn(change.before));
      }
      append_variance(out_, node.self[metric].variance, metric == tree_.metric);
    }
  }

  void append_steps(const Steps& steps) {
    append_number(out_, steps.size());
    Step before;
    for (const Step& step : steps) {
      append_number(out_, step.snapshot - before.snapshot);
      for (const Metric metric : metrics_) {
        append_signed(out_, drawn(step.self[metric]) - drawn(before.self[metric]));
        const bool is_exact = metric == tree_.metric && &step == &steps.back();
        append_variance(out_, step.self[metric].variance, is_exact);
      }
      before = step;
    }
  }

  const CallTree& tree_;
  const std::vector<uint32_t>& row_of_frame_;
  const std::vector<Metric>& metrics_;
  const std::vector<Steps> steps_;  // by node; empty: there are no snapshots
  std::string out_;
};

}  // namespace

std::vector<Metric> metrics_in(const CallTree& tree) {
  std::vector<Metric> metrics;
  for (const Metric metric : kAllMetrics) {
    const auto has_some = [metric](const TreeSnapshot& snapshot) {
      return snapshot.total[metric].value != 0;
    };
    const bool is_told = !counts_freed(metric) || tree.nodes[0].subtree[metric].value != 0 ||
                         std::any_of(tree.snapshots.begin(), tree.snapshots.end(), has_some);
    if (is_told) metrics.push_back(metric);
  }
  return metrics;
}

std::string pack_nodes(const CallTree& tree, const std::vector<uint32_t>& row_of_frame,
                       const std::vector<Metric>& metrics) {
  return NodeWriter(tree, row_of_frame, metrics).run();
}

}  // namespace jescope
