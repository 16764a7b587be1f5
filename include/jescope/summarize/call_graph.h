// SPDX-License-Identifier: Apache-2.0
//
// Who calls whom: functions as nodes, calls as edges with what is allocated
// through them. Small functions and calls are left out as in jeprof; where
// functions between two others are left out, an edge stands for the way
// through them.
//
//   main ──▶ run ──▶ read          main ──▶ read    `run` is left out:
//                                        (bridges)  nothing comes apart
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "jescope/model/profile.h"
#include "jescope/summarize/call_tree.h"

namespace jescope {

// What is left out. Fractions are of the sum of all samples' magnitudes.
struct CallGraphLimits {
  size_t most_nodes = 80;              // jeprof's --nodecount
  double least_node_fraction = 0.005;  // of a function's cumulative value: --nodefraction
  double least_edge_fraction = 0.001;  // --edgefraction
  size_t most_edges_of_node = 8;       // to callers, and to callees: --maxdegree
  size_t most_edges = SIZE_MAX;        // and at most one more for each node
};

struct GraphNode {
  CallFrame frame;
  Estimate self;
  Estimate cumulative;  // once a stack
  // The same in all metrics.
  Values self_values = {};
  Values cumulative_values = {};
};

struct GraphEdge {
  uint32_t caller = 0;   // in CallGraph::nodes
  uint32_t callee = 0;   // the same as `caller`: the function calls itself
  Estimate value;        // of the stacks with this call, each once
  bool bridges = false;  // every such call goes through functions that are left out
  bool inlined = false;  // the callee is compiled into its caller
  Values values = {};    // in all metrics
};

struct CallGraph {
  Metric metric = Metric::kInuseSpace;
  Granularity granularity = Granularity::kFunction;
  bool is_change = false;  // of a difference: values have signs
  Estimate total;
  Estimate whole;                // what shares are of; see share_base()
  std::vector<GraphNode> nodes;  // cumulatively furthest from zero first, then by name
  std::vector<GraphEdge> edges;  // furthest from zero first, then by nodes
  size_t nodes_left_out = 0;
  size_t edges_left_out = 0;  // between nodes that are there
};

// Every node but the outermost ones keeps the largest call that leads to it,
// however small.
CallGraph build_call_graph(const Profile& profile, Metric metric,
                           const CallGraphLimits& limits = {});

}  // namespace jescope
