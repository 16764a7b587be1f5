// SPDX-License-Identifier: Apache-2.0
//
// Several profiles into one. Stacks meet by name, so profiles of different
// processes, hosts and builds line up.
#pragma once

#include <span>

#include "jescope/model/change.h"
#include "jescope/model/profile.h"

namespace jescope {

enum class MergeRule {
  kSum,      // of different processes
  kAverage,  // over snapshots of one process
  kMaximum,  // each stack at its own largest
  kLast,     // the last profile alone
};

// Merges profiles of equal granularity. A stack that a profile lacks is zero
// there. But for kLast the order of the profiles does not matter to the numbers;
// the first one that counts gives the period. For snapshots the errors told are upper bounds.
Profile merge(std::span<const Profile> profiles, MergeRule rule, Relation relation);

}  // namespace jescope
