// SPDX-License-Identifier: Apache-2.0
//
// In which order the vertices of each rank stand, so that few links cross.
#pragma once

#include <cstddef>

#include "render/graph/layers.h"

namespace jescope {

// Returns how many pairs of links cross.
size_t count_crossings(const Layers& layers, const Order& order);

// Returns an order with few crossings: sweeps by medians and by means from
// several beginnings, with neighbours exchanged where that helps. The best seen.
Order reduce_crossings(const Layers& layers);

}  // namespace jescope
