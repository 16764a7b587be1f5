// SPDX-License-Identifier: Apache-2.0
//
// Where the vertices of each rank stand from left to right.
#pragma once

#include <vector>

#include "render/graph/layers.h"

namespace jescope {

// Returns the centre of each vertex: in the order given, without overlap, links
// as upright as can be. The drawing begins at 0.
std::vector<double> place_vertices(const Layers& layers, const Order& order);

}  // namespace jescope
