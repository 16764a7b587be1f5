// SPDX-License-Identifier: Apache-2.0
//
// Where each dump of a series stands on the axis. Internal to `summarize`.
#pragma once

#include <vector>

#include "jescope/summarize/trend.h"

namespace jescope {

struct TrendPositions {
  TrendAxis axis = TrendAxis::kSequence;  // the one that was taken
  std::vector<double> positions;          // ascending
};

// Returns positions on `wanted`; on the sequence, where the dumps do not tell
// the other or it does not ascend. `totals` are those of each snapshot.
TrendPositions place_dumps(const Profile& series, const std::vector<Values>& totals,
                           TrendAxis wanted);

}  // namespace jescope
