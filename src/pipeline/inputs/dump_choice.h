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
// the one before it when the newest is a final dump of is_emptied_final(). What
// was chosen is noted. `progress`, unless it is null, is told how much is read;
// `remote` fetches what is a URL.
Result<std::vector<ChosenDumps>> choose_dumps(const std::vector<std::string>& paths,
                                              std::optional<MergeRule> merge,
                                              Diagnostics& diagnostics,
                                              Progress* progress = nullptr,
                                              RemoteDumps* remote = nullptr);

// True for a final dump of `live` bytes from which exit handlers have freed a tenth
// or more, when the dump before it, of the same process, held `live_before`: it does
// not show what the process held.
bool is_emptied_final(const Dump& dump, int64_t live, int64_t live_before);

}  // namespace jescope
