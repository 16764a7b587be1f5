// SPDX-License-Identifier: Apache-2.0
//
// The whole tree as text for the script in a flame graph: about 10 to 20 bytes
// a frame. The format stands above its writer in data.cc; data.js
// reads it.
#pragma once

#include <string>

#include "jescope/render/flame.h"
#include "render/flame/colour.h"
#include "render/flame/layout.h"

namespace jescope {

// Returns a JSON object, safe within CDATA.
std::string pack_flame_data(const CallTree& tree, const FlameStyle& style,
                            const FlameColours& colours, const FlameLimits& limits);

}  // namespace jescope
