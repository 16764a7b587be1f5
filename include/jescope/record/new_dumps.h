// SPDX-License-Identifier: Apache-2.0
//
// The dumps that appear under a prefix while a program runs. Those of earlier runs may lie
// beside them, even under the same process's number: in a container it is always the same.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "jescope/model/dump_name.h"
#include "jescope/model/recorder_line.h"

namespace jescope {

struct NewDump {
  std::string path;
  DumpName name;
  std::optional<RecorderNotes> notes;
};

// True where the dump tells that nearly all of what was allocated had been freed again.
bool is_mostly_freed(const NewDump& dump);

class NewDumps {
 public:
  // `prefix` is that of JESCOPE_RECORD_PREFIX: "/dumps/jescope". Looks at what is there.
  explicit NewDumps(const std::string& prefix);

  // Returns what was not there, by process, then in the order of writing.
  std::vector<NewDump> appeared() const;

 private:
  // What a file is; another one under its name differs.
  struct Identity {
    uint64_t number = 0;  // inode
    int64_t written_ns = 0;
    int64_t size_bytes = 0;

    friend bool operator==(const Identity&, const Identity&) = default;
  };
  using Files = std::map<std::string, Identity>;  // by name

  Files look() const;

  std::string folder_;  // with its slash; empty: the present one
  std::string prefix_;  // the rest
  Files before_;
};

}  // namespace jescope
