// SPDX-License-Identifier: Apache-2.0
//
// Runs a program with this process's input, output and terminal, and waits for its end.
//
// What the terminal sends to both (Ctrl-C, Ctrl-\) is the program's alone; what somebody
// sends to this process is passed on: as the first process of a container it may be the
// only one that is asked to end. Orphans that come to the first process are seen off.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace jescope {

struct CommandToRun {
  std::string path;
  std::vector<std::string> arguments;    // with the program's own name
  std::vector<std::string> environment;  // "NAME=value", all of it
};

struct CommandEnd {
  int start_error = 0;  // errno; not 0: it could not be started
  int process = 0;
  int exit_code = 0;
  int signal = 0;  // that ended it; 0: it ended by itself
  // The most memory that it, or one of those it started and waited for, had at once.
  uint64_t most_resident_bytes = 0;
};

CommandEnd run_command(const CommandToRun& command);

// Returns the status that a shell gives such an end.
int exit_status_of(const CommandEnd& end);

}  // namespace jescope
