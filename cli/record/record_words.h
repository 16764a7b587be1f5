// SPDX-License-Identifier: Apache-2.0
//
// What is told after a recorded program's end, before the table. Internal to `cli`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "jescope/record/new_dumps.h"
#include "jescope/record/recorder_setting.h"
#include "jescope/record/run_command.h"

namespace jescope {

struct RecordedRun {
  std::string program;  // as the user called it
  std::string prefix;   // of the dumps, as the user gave it
  RecorderSetting setting;
  CommandEnd end;
  std::vector<NewDump> dumps;
  std::vector<int> still_running;  // processes that may write more dumps
  std::string library;             // where the recorder stays for these; empty: it does not
};

// True where the recorder took no sample at all, so that there is nothing to show.
bool is_without_samples(const RecordedRun& run);

// Returns the lines for standard error: how many dumps there are and what the recorder
// took, what is missing and why.
std::string words_of(const RecordedRun& run);

// Returns the error that the program was not started.
std::string words_of_start_error(const std::string& path, int start_error);

}  // namespace jescope
