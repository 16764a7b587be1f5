// SPDX-License-Identifier: Apache-2.0
//
// Whether two dumps come from one process, by what they hold. Needed where
// programs choose names that do not tell.
#pragma once

#include "jescope/model/dump.h"

namespace jescope {

// True when both were mapped at the same randomized addresses: the stack and
// the first file. Without a map, or without randomization, the answer may be
// wrong in either direction.
bool looks_like_same_process(const Dump& a, const Dump& b);

}  // namespace jescope
