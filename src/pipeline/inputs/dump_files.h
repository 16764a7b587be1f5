// SPDX-License-Identifier: Apache-2.0
//
// Reads dumps, one after the other, and tells how much of them is read. Internal
// to `pipeline`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/base/progress.h"
#include "jescope/base/result.h"
#include "jescope/model/dump.h"
#include "pipeline/inputs/remote_dumps.h"

namespace jescope {

class DumpFiles {
 public:
  // `paths` are those to be read, in that order; some may be passed over. URLs are
  // fetched by `remote`, which is needed where there are some.
  DumpFiles(const std::vector<std::string>& paths, Progress* progress,
            RemoteDumps* remote = nullptr);

  // Reads the file at `path`; those before it are done with. What is not among
  // them is read, but not counted.
  Result<Dump> read(const std::string& path, Diagnostics& diagnostics);

 private:
  // Bytes of the files before each, and of all of them; 0 where one is no file.
  struct Sizes {
    std::vector<uint64_t> before;
    uint64_t total = 0;
  };

  static Sizes sizes_of(const std::vector<std::string>& paths, bool are_wanted);

  const std::vector<std::string> paths_;
  const Sizes sizes_;
  RemoteDumps* const remote_;
  size_t next_ = 0;
  ProgressPhase phase_;
};

}  // namespace jescope
