// SPDX-License-Identifier: Apache-2.0
//
// Runs another program: no shell, nothing on its standard input, its output
// dropped, its complaints kept, and killed with all it started when the time is
// over, or when SIGINT, SIGTERM or SIGHUP ends us meanwhile.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace jescope {

struct ProgramCall {
  std::vector<std::string> arguments;    // the first is the program, looked up in PATH
  std::vector<std::string> environment;  // "NAME=value", in place of what we have of that name
  std::chrono::steady_clock::time_point deadline;
  std::string unfinished_file = {};  // removed when a signal ends us; may be empty
};

enum class ProgramEnd {
  kSucceeded,
  kFailed,  // it said so by its exit status, or was killed by a signal
  kTimedOut,
  kNotFound,  // there is no such program, or it cannot be started
};

struct ProgramResult {
  ProgramEnd end = ProgramEnd::kNotFound;
  std::string complaint;  // the last line of its standard error; may be empty
};

// One program at a time.
ProgramResult run_program(const ProgramCall& call);

}  // namespace jescope
