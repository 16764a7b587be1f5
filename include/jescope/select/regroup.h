// SPDX-License-Identifier: Apache-2.0
//
// Merges frames to a coarser granularity.
#pragma once

#include "jescope/model/profile.h"

namespace jescope {

// Returns `profile` with one frame for each function, line, file or module.
// Places without a name stay apart by function and line; they meet in their
// module. Functions of one name in several source files stay apart, too, and
// their names then tell the file: "init (cache.c)". Fields that differ between merged frames become
// unknown. By file and by module, calls within one are not shown. `by` is not finer than the
// profile's own granularity.
Profile regroup(const Profile& profile, Granularity by);

}  // namespace jescope
