// SPDX-License-Identifier: Apache-2.0
//
// What changed between two dumps, as a profile of its own that every view can
// show.
#pragma once

#include "jescope/model/change.h"
#include "jescope/model/profile.h"

namespace jescope {

// Returns the snapshots `before` and `after` of `series` as the two sides of a
// comparison. They may be the same one.
Profile take_two(const Profile& series, uint32_t before, uint32_t after);

// Returns the second snapshot less the first one: one sample a stack, with
// signed values and the errors of the changes; the baseline is the first one's
// total. Stacks that did not change in any metric are left out. `sides` has two
// snapshots, as line_up() makes them.
Profile difference(const Profile& sides, ChangeError error);

// Returns `sides` without the stacks that hold less of `metric` in the second
// snapshot.
Profile drop_shrunk(const Profile& sides, Metric metric);

// Returns `sides` with the second snapshot's values scaled so that the total of
// `metric` is the first one's; variances are scaled along. Nothing changes where
// either total is zero.
Profile scale_to_equal_totals(const Profile& sides, Metric metric);

}  // namespace jescope
