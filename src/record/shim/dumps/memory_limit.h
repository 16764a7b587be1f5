// SPDX-License-Identifier: Apache-2.0
//
// How much memory is in use, and where it ends.
#pragma once

#include <cstdint>

#include "record/shim/system/files.h"

namespace jescope::shim {

/// Where memory ends for this process: the smallest limit of its cgroup and those above
/// it (version 2, or the memory controller of version 1), else the machine's memory.
class MemoryLimit {
 public:
  /// Looks where the process is.
  void find();

  /// 0 where nothing tells.
  uint64_t limit_bytes() const { return limit_bytes_; }

  /// What counts against the limit now: of a cgroup all that is not file cache that can be
  /// dropped, else the resident memory of this process.
  uint64_t used_bytes() const;

 private:
  void look_at(const Text<4096>& folder);

  uint64_t limit_bytes_ = 0;
  Text<4096> group_;  // the folder with the limit; empty: the machine's
  bool is_version_1_ = false;
};

/// The resident memory of this process in bytes; 0 where /proc is not there.
uint64_t resident_bytes();

}  // namespace jescope::shim
