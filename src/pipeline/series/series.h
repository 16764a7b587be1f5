// SPDX-License-Identifier: Apache-2.0
//
// The dumps of one process as one profile. Internal to `pipeline`.
#pragma once

#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/model/address_profile.h"
#include "jescope/model/dump.h"
#include "jescope/pipeline/request.h"

namespace jescope {

// Dumps of one process that make a series, oldest first.
struct ChosenSeries {
  std::string process;  // "jeprof.out, process 301"
  std::vector<std::string> paths;
};

// Groups the dumps by process, in the order of their sequence numbers. Dumps of
// which no name follows jemalloc's pattern are one series, in the order given.
// Left out, and said so, unless request.series keeps all: processes with one
// dump, and children that hold what their parent holds. Then the warm-up, the
// last ones and every n-th are taken as asked. An error when nothing is left.
Result<std::vector<ChosenSeries>> choose_series(const std::vector<std::string>& paths,
                                                const Request& request, Diagnostics& diagnostics);

// The dumps of one process, lined up.
struct PlacedSeries {
  std::string process;
  AddressProfile places;
};

// Reads the dumps one after the other. Dumps that cannot be read, and a final
// one that exit handlers have emptied, are left out, and that is said. In
// containers a process that starts again may have the number, and overwrite the
// dumps, of the one before: what the maps tell apart are series of their own,
// unless request.series keeps all. An error where none has two dumps.
Result<std::vector<PlacedSeries>> load_series(const ChosenSeries& series, const Request& request,
                                              Diagnostics& diagnostics);

// Returns what tells the dump in a series.
Snapshot snapshot_of(const Dump& dump);

}  // namespace jescope
