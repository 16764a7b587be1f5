// SPDX-License-Identifier: Apache-2.0
//
// A call tree that remembers which node each sample went to. Internal to
// `summarize`.
#pragma once

#include <cstdint>
#include <vector>

#include "jescope/summarize/call_tree.h"

namespace jescope {

struct PlacedTree {
  CallTree tree;
  std::vector<uint32_t> node_of_sample;  // by Profile::samples; 0 for samples without a value
};

PlacedTree place_call_tree(const Profile& profile, Metric metric, Direction direction);

}  // namespace jescope
