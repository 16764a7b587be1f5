// SPDX-License-Identifier: Apache-2.0
//
// Chooses nodes by what they hold cumulatively, adds up the calls between
// those, then leaves out small calls.
#include "jescope/summarize/call_graph.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

#include "summarize/frame_sums.h"
#include "summarize/frame_text.h"

namespace jescope {
namespace {

constexpr uint32_t kLeftOut = UINT32_MAX;

// A call and what is known of it while stacks are added up.
struct Call {
  GraphEdge edge;
  size_t last_sample = SIZE_MAX;
};

double magnitude_of_samples(const Profile& profile, Metric metric) {
  double sum = 0;
  for (const Sample& sample : profile.samples) {
    sum += static_cast<double>(magnitude(sample.values[metric].value));
  }
  return sum;
}

bool is_less(const Estimate& estimate, double limit) {
  return static_cast<double>(magnitude(estimate.value)) <= limit;
}

bool comes_before(const GraphNode& left, const GraphNode& right) {
  if (left.cumulative.value != right.cumulative.value) {
    return ranks_before(left.cumulative.value, right.cumulative.value);
  }
  return std::tie(left.frame.name, left.frame.file, left.frame.line, left.frame.module) <
         std::tie(right.frame.name, right.frame.file, right.frame.line, right.frame.module);
}

bool comes_before(const GraphEdge& left, const GraphEdge& right) {
  if (left.value.value != right.value.value) {
    return ranks_before(left.value.value, right.value.value);
  }
  return std::tie(left.caller, left.callee) < std::tie(right.caller, right.callee);
}

class GraphBuilder {
 public:
  GraphBuilder(const Profile& profile, Metric metric, const CallGraphLimits& limits)
      : profile_(profile),
        metric_(metric),
        limits_(limits),
        magnitude_(magnitude_of_samples(profile, metric)) {}

  CallGraph run() {
    graph_.metric = metric_;
    graph_.granularity = profile_.granularity;
    graph_.is_change = profile_.baseline.has_value();
    graph_.total = total_values(profile_)[metric_];
    graph_.whole = share_base(profile_)[metric_];
    choose_nodes();
    last_sample_.assign(graph_.nodes.size(), SIZE_MAX);
    for (size_t sample = 0; sample < profile_.samples.size(); ++sample) {
      add_to_nodes(sample);
      add_calls(sample);
    }
    choose_edges();
    drop_needless_bridges();
    return std::move(graph_);
  }

 private:
  void choose_nodes() {
    const std::vector<FrameSums> sums = sum_by_frame(profile_, metric_);
    std::vector<size_t> frames;
    for (size_t i = 0; i < sums.size(); ++i) {
      if (sums[i].cumulative.value != 0 || sums[i].self.value != 0) frames.push_back(i);
    }
    const size_t frame_count = frames.size();
    const auto is_small = [&](size_t i) {
      return is_less(sums[i].cumulative, limits_.least_node_fraction * magnitude_);
    };
    std::erase_if(frames, is_small);
    sort_frames(frames, sums);
    frames.resize(std::min(frames.size(), limits_.most_nodes));
    graph_.nodes_left_out = frame_count - frames.size();
    node_of_frame_.assign(profile_.frames.size(), kLeftOut);
    for (const size_t frame : frames) {
      node_of_frame_[frame] = static_cast<uint32_t>(graph_.nodes.size());
      graph_.nodes.push_back(make_node(frame, sums));
    }
  }

  GraphNode make_node(size_t frame, const std::vector<FrameSums>& sums) const {
    return {frame_text(profile_, profile_.frames[frame]), sums[frame].self, sums[frame].cumulative};
  }

  // Names are compared only where the numbers are equal.
  void sort_frames(std::vector<size_t>& frames, const std::vector<FrameSums>& sums) const {
    std::ranges::sort(frames, [&](size_t left, size_t right) {
      const int64_t a = sums[left].cumulative.value;
      const int64_t b = sums[right].cumulative.value;
      if (a != b) return ranks_before(a, b);
      return comes_before(make_node(left, sums), make_node(right, sums));
    });
  }

  void add_to_nodes(size_t sample) {
    const Values& values = profile_.samples[sample].values;
    const auto innermost = profile_.samples[sample].stack;
    for (auto row = innermost; !row.is_none(); row = profile_.stacks.parent(row)) {
      const uint32_t node = node_of_frame_[profile_.stacks.element(row).row()];
      if (node == kLeftOut) continue;
      if (row == innermost) graph_.nodes[node].self_values += values;
      if (last_sample_[node] == sample) continue;
      last_sample_[node] = sample;
      graph_.nodes[node].cumulative_values += values;
    }
  }

  void add_calls(size_t sample) {
    uint32_t callee = kLeftOut;
    bool bridges = false;
    const Values& values = profile_.samples[sample].values;
    if (values[metric_].value == 0) return;
    auto row = profile_.samples[sample].stack;
    for (; !row.is_none(); row = profile_.stacks.parent(row)) {
      const uint32_t caller = node_of_frame_[profile_.stacks.element(row).row()];
      if (caller == kLeftOut) {
        bridges = true;
        continue;
      }
      if (callee != kLeftOut) add_call(caller, callee, bridges, values, sample);
      callee = caller;
      bridges = false;
    }
  }

  void add_call(uint32_t caller, uint32_t callee, bool bridges, const Values& values,
                size_t sample) {
    const uint64_t key = (uint64_t{caller} << 32) | callee;
    const auto [known, is_new] = call_of_key_.emplace(key, calls_.size());
    if (is_new) {
      calls_.push_back({{caller, callee, {}, true, graph_.nodes[callee].frame.inlined}});
    }
    Call& call = calls_[known->second];
    call.edge.bridges &= bridges;
    if (call.last_sample == sample) return;
    call.last_sample = sample;
    call.edge.value += values[metric_];
    call.edge.values += values;
  }

  // As jeprof does it; a function's calls of itself come and go with their size alone.
  void choose_edges() {
    std::ranges::sort(calls_, [](const Call& left, const Call& right) {
      return comes_before(left.edge, right.edge);
    });
    const double limit = limits_.least_edge_fraction * magnitude_;
    std::vector<size_t> callers(graph_.nodes.size());
    std::vector<size_t> callees(graph_.nodes.size());
    for (const Call& call : calls_) {
      const GraphEdge& edge = call.edge;
      const bool calls_itself = edge.caller == edge.callee;
      const bool is_only_way = !calls_itself && callers[edge.callee] == 0;
      const bool is_full = !calls_itself && (callees[edge.caller] >= limits_.most_edges_of_node ||
                                             callers[edge.callee] >= limits_.most_edges_of_node);
      const bool is_beyond = is_full || graph_.edges.size() >= limits_.most_edges;
      if (!is_only_way && (is_beyond || is_less(edge.value, limit))) {
        ++graph_.edges_left_out;
        continue;
      }
      graph_.edges.push_back(edge);
      if (calls_itself) continue;
      ++callees[edge.caller];
      ++callers[edge.callee];
    }
  }

  // A bridge tells nothing where other calls lead the same way. Small ones go first.
  void drop_needless_bridges() {
    std::vector<std::vector<uint32_t>> callees(graph_.nodes.size());
    for (const GraphEdge& edge : graph_.edges) callees[edge.caller].push_back(edge.callee);
    for (size_t i = graph_.edges.size(); i-- > 0;) {
      const GraphEdge edge = graph_.edges[i];
      if (!edge.bridges || edge.caller == edge.callee) continue;
      std::erase(callees[edge.caller], edge.callee);
      if (leads_to(callees, edge)) {
        graph_.edges.erase(graph_.edges.begin() + static_cast<ptrdiff_t>(i));
        ++graph_.edges_left_out;
      } else {
        callees[edge.caller].push_back(edge.callee);
      }
    }
  }

  static bool leads_to(const std::vector<std::vector<uint32_t>>& callees, const GraphEdge& edge) {
    std::vector<bool> seen(callees.size());
    std::vector<uint32_t> open = {edge.caller};
    while (!open.empty()) {
      const uint32_t node = open.back();
      open.pop_back();
      if (node == edge.callee) return true;
      if (seen[node]) continue;
      seen[node] = true;
      open.insert(open.end(), callees[node].begin(), callees[node].end());
    }
    return false;
  }

  const Profile& profile_;
  Metric metric_;
  CallGraphLimits limits_;
  double magnitude_;
  CallGraph graph_;
  std::vector<uint32_t> node_of_frame_;
  std::vector<size_t> last_sample_;  // by node
  std::vector<Call> calls_;
  std::unordered_map<uint64_t, size_t> call_of_key_;
};

}  // namespace

CallGraph build_call_graph(const Profile& profile, Metric metric, const CallGraphLimits& limits) {
  return GraphBuilder(profile, metric, limits).run();
}

}  // namespace jescope
