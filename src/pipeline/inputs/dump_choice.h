// SPDX-License-Identifier: Apache-2.0
//
// Which of several dumps a report is made from. Internal to `pipeline`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/base/progress.h"
#include "jescope/base/result.h"
#include "jescope/combine/merge.h"
#include "jescope/model/dump.h"
#include "pipeline/inputs/remote_dumps.h"

namespace jescope {

// The dumps of one process that were chosen, oldest first.
using ChosenDumps = std::vector<Dump>;

// Reads dumps and returns those to report on, by process. Snapshots of one
// process are never added up unless `merge` says so: the newest is taken, or
// the one before it when the newest is a final dump that exit handlers have
// emptied. What was chosen is noted. `progress`, unless it is null, is told how
// much is read; `remote` fetches what is a URL.
Result<std::vector<ChosenDumps>> choose_dumps(const std::vector<std::string>& paths,
                                              std::optional<MergeRule> merge,
                                              Diagnostics& diagnostics,
                                              Progress* progress = nullptr,
                                              RemoteDumps* remote = nullptr);

// How much of a final dump must be gone.
enum class Emptied {
  kNearlyAll,  // too little is left to show what the process held
  kPart,       // exit handlers have begun: it is no point of a series
};

// True for a final dump of `live` bytes from which exit handlers have freed so
// much, when the dump before it held `live_before`.
bool is_emptied_final(const Dump& dump, int64_t live, int64_t live_before, Emptied how_much);

}  // namespace jescope
