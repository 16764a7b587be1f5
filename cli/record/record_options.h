// SPDX-License-Identifier: Apache-2.0
//
//   jescope record [options] [--] CMD ARG...
//
// The options end with the first word that is none; what follows is the program's.
// Internal to `cli`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "jescope/base/result.h"
#include "jescope/record/architecture.h"
#include "jescope/record/recorder_setting.h"

namespace jescope {

struct RecordInvocation {
  std::string help;  // not empty: print this and stop
  RecorderSetting setting;
  std::string prefix = "jescope";  // of the dumps, as the user gave it
  std::string output;              // -o; empty: the table on standard error
  std::string rows;                // -n, of the table; empty: its own number
  bool quiet = false;
  std::string recorder_path;  // --library; empty: the built-in one
  std::string written_file;   // --print-shim; empty: run the command
  Architecture written_architecture = own_architecture();
  std::vector<std::string> command;  // with its arguments
};

// Reads the arguments after "record".
Result<RecordInvocation> parse_record_arguments(std::span<const std::string> arguments);

}  // namespace jescope
