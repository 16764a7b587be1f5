// SPDX-License-Identifier: Apache-2.0
//
// A tree's nodes as packed numbers, depth first; the format stands above their
// writer in node_data.cc.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jescope/summarize/call_tree.h"

namespace jescope {

// Returns the metrics that are told of nodes: those of live memory, and those of
// all that was allocated where there are any.
std::vector<Metric> metrics_in(const CallTree& tree);

// Returns the nodes; `row_of_frame` gives each frame its number.
std::string pack_nodes(const CallTree& tree, const std::vector<uint32_t>& row_of_frame,
                       const std::vector<Metric>& metrics);

}  // namespace jescope
