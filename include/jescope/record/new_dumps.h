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

// Estimates, as the tables show them.
struct DumpSums {
  uint64_t live_bytes = 0;
  uint64_t allocated_bytes = 0;  // since the process's start
  std::string command;           // its first thread's name; empty: unknown
  std::string program;           // its file's, without folders; empty: unknown
};

struct NewDump {
  std::string path;
  DumpName name;
  std::optional<RecorderNotes> notes;
  DumpSums sums = {};
};

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
