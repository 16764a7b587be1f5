// SPDX-License-Identifier: Apache-2.0
//
// The whole tree as text for the script in a flame graph: about 10 to 20 bytes
// a frame. The format stands above its writer in data.cc; data.js
// reads it.
#pragma once

#include <cstdint>
#include <string>

#include "jescope/render/flame.h"
#include "render/flame/colour.h"
#include "render/flame/layout.h"

namespace jescope {

// Appends a number in digits of five bits, most significant first. All but the
// last digit come from the upper half of the alphabet, so no separator is needed.
void append_number(std::string& out, uint64_t value);

// Returns `variance` in 40 bits: an exponent of two, 64 more than it is, and 32
// bits after the binary point, rounded to the nearest, so that sums agree with
// exact ones in all the digits shown; 0 below 2^-64.
uint64_t pack_variance(double variance);

// Returns the same in 15 bits, 7 of them after the binary point: enough for the two
// digits of an error that matter, in the metrics that are not drawn at first.
uint64_t pack_variance_shortly(double variance);

// Returns a JSON object, safe within CDATA.
std::string pack_flame_data(const CallTree& tree, const FlameStyle& style,
                            const FlameColours& colours, const FlameLimits& limits);

}  // namespace jescope
