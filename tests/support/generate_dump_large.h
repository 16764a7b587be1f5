// SPDX-License-Identifier: Apache-2.0
//
// Makes the dump of a large service for benchmarks: as many distinct stacks as
// are asked for, about 14 frames deep, over 20,000 call sites in five modules,
// sharing outer frames and ordered as those that jemalloc writes.
#pragma once

#include <cstddef>

#include "jescope/model/dump.h"

namespace jescope::testing {

// Equal arguments give equal dumps; 270 bytes of text a stack. None of its
// modules exists as a file.
Dump large_dump(size_t stacks);

}  // namespace jescope::testing
