// SPDX-License-Identifier: Apache-2.0
//
// A dump as text, for comparison in full:
//
//   heap_v2, poisson 524288
//   total 57: 31765 [90: 40960]
//   t0 "main" 57: 31765 [90: 40960]
//   @ 0x10 0x20  1: 64 [1: 64]  t0 1: 64 [1: 64]
//   map 1000-2000 x +10 "/lib/a.so" deleted
//   program "/opt/app"
//   symbol 0x10 "main--f"
//   no map
#pragma once

#include <string>

#include "jescope/model/dump.h"

namespace jescope {

std::string to_text(const Dump& dump);

}  // namespace jescope
