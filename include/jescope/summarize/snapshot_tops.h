// SPDX-License-Identifier: Apache-2.0
//
// Each dump of a series on its own: its total and what holds most of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "jescope/model/profile.h"

namespace jescope {

struct SnapshotTop {
  struct Function {
    uint32_t name = 0;  // in SnapshotTops::names
    int64_t self = 0;
  };
  Estimate total;
  Estimate objects;                 // of the metric's kind: live or allocated
  std::vector<Function> functions;  // largest first, then by name
};

struct SnapshotTops {
  Metric metric = Metric::kInuseSpace;
  std::vector<std::string> names;  // frame_label() of the functions listed, sorted
  std::vector<SnapshotTop> snapshots;
};

// Returns the `most` functions of each snapshot of `series`, which is regrouped.
SnapshotTops list_snapshot_tops(const Profile& series, Metric metric, size_t most);

}  // namespace jescope
