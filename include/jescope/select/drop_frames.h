// SPDX-License-Identifier: Apache-2.0
//
// Frames that a pprof file itself says are not the program's: an allocator's,
// which google/pprof leaves out in the same way (profile/prune.go).
#pragma once

#include "jescope/base/result.h"
#include "jescope/model/dump.h"

namespace jescope {

// Returns `dump` without the frames inside the outermost one that matches
// dump.drop_frames and not dump.keep_frames, and without that one; what stands
// outside every other frame stays. Patterns are tried on whole function names,
// without their arguments. An error where one is no regular expression.
Result<Dump> drop_frames(const Dump& dump);

}  // namespace jescope
