// SPDX-License-Identifier: Apache-2.0
//
// Fractions as whole numbers.
#pragma once

#include <cstdint>

namespace jescope {

// Returns the whole number nearest to `value`; the end of int64_t where it lies beyond.
int64_t rounded(double value);

}  // namespace jescope
