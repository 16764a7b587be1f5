// SPDX-License-Identifier: Apache-2.0
//
// Which dumps are snapshots of one process. They overlap in what they hold, so
// adding them up would count memory many times.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace jescope {

// The dumps of one process, oldest first.
struct DumpSeries {
  std::string process;             // "jeprof.out, process 301"; the path when unknown
  std::vector<std::string> paths;  // ordered by sequence number
};

// Groups paths by folder, prefix, pid namespace and pid of their names. A name
// that does not follow jemalloc's pattern is a series of its own. Ordered by
// first appearance.
std::vector<DumpSeries> group_by_process(std::span<const std::string> paths);

}  // namespace jescope
