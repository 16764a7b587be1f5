// SPDX-License-Identifier: Apache-2.0
//
// The graph that `jeprof --dot` writes: which functions and calls are in it, by
// jeprof's rules. For a picture of ours see call_graph.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jescope/model/jeprof_words.h"
#include "jescope/model/profile.h"
#include "jescope/summarize/call_graph.h"
#include "jescope/summarize/jeprof_table.h"

namespace jescope {

// A call between neighbours in a stack; each time it occurs counts.
struct JeprofEdge {
  uint32_t caller = 0;  // in JeprofGraph::nodes
  uint32_t callee = 0;
  int64_t value = 0;
};

struct JeprofGraph {
  Metric metric = Metric::kInuseSpace;
  int64_t total = 0;       // before stacks and frames were chosen
  int64_t chosen = 0;      // what shares are of
  int64_t node_limit = 0;  // nodes of this or less are left out
  int64_t edge_limit = 0;
  std::vector<JeprofRow> nodes;   // cumulatively furthest from zero first, then by name
  std::vector<JeprofEdge> edges;  // the largest first, then by their nodes
};

// `profile` is of Granularity::kAddress. Of `limits`, most_edges is not looked at.
JeprofGraph build_jeprof_graph(const Profile& profile, int64_t total, Metric metric,
                               Granularity granularity, const CallGraphLimits& limits,
                               JeprofNames names);

}  // namespace jescope
