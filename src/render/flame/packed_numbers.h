// SPDX-License-Identifier: Apache-2.0
//
// Numbers as text for the script in a flame graph, one after another without
// separators. Digits are of base 44 and stand for themselves or, from the other
// half of an alphabet of 88, say that more follow: most significant first.
//
//   7     "7"    digit 7 of the first half: the end
//   300   "OA"   6 * 44 + 36: digit 6 of the second half, digit 36 of the first
#pragma once

#include <cstdint>
#include <string>

namespace jescope {

// Appends a number.
void append_number(std::string& out, uint64_t value);

// Appends a number of either sign: 0, -1, 1, -2, ... as 0, 1, 2, 3, ...
void append_signed(std::string& out, int64_t value);

// Returns `variance` in 38 bits: an exponent of two, 64 more than it is, and 30
// bits after the binary point, rounded to the nearest, so that sums agree with
// exact ones in all the digits shown; 0 below 2^-64.
uint64_t pack_variance(double variance);

// Returns the same in 15 bits, 7 of them after the binary point: enough for the two
// digits of an error that matter, in the metrics that are not drawn at first.
uint64_t pack_variance_shortly(double variance);

}  // namespace jescope
