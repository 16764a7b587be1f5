// SPDX-License-Identifier: Apache-2.0
//
// What must hold whatever the input; also in builds without assertions.
#pragma once

#include <cstdlib>

namespace jescope::testing {

// Ends the program, which a fuzzer counts as a crash.
inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace jescope::testing
