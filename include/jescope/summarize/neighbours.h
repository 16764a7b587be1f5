// SPDX-License-Identifier: Apache-2.0
//
// A function with who calls it and what it calls: what `peek` prints.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/summarize/call_tree.h"

namespace jescope {

struct Neighbour {
  std::string name;
  Estimate estimate;  // of the stacks in which the two stand next to each other
};

struct Neighbourhood {
  std::string name;
  Estimate self;
  Estimate cumulative;
  // Largest first; "(outermost)" for no caller, "(itself)" for recursion.
  std::vector<Neighbour> callers;
  std::vector<Neighbour> callees;
};

struct NeighbourList {
  Metric metric = Metric::kInuseSpace;
  Granularity granularity = Granularity::kFunction;
  Estimate total;
  Estimate whole;                        // what shares are of; see share_base()
  std::vector<Neighbourhood> functions;  // by cumulative, largest first, then by name
};

// Returns the neighbourhoods of the frames whose label satisfies `is_wanted`.
// Within one stack each pair of neighbours counts once.
NeighbourList find_neighbours(const Profile& profile, Metric metric,
                              const std::function<bool(std::string_view)>& is_wanted);

}  // namespace jescope
