// SPDX-License-Identifier: Apache-2.0
//
// The dumps of a run by the process that wrote them, and which of them are shown:
//
//   7.0.u0  40 MiB ┐
//   7.1.u1 190 MiB ├─▶ 7.1.u1, the highest      no peak: all, of which the newest counts
//   7.2.f   51 MiB ┘
//
// Internal to `cli`.
#pragma once

#include <cstddef>
#include <cstdint>
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
  std::string recorder_path;       // where the recorder stays for these; empty: it does not
};

// True where something was allocated and none of the dumps holds any of it: a view of what
// is live would be empty.
bool is_all_freed(std::span<const NewDump> dumps);

// Points into the dumps that it was made of.
struct RecordedProcess {
  const NewDump* newest = nullptr;
  const NewDump* highest = nullptr;  // of the most live bytes
  bool shows_peak = false;           // the highest says more than the newest

  const NewDump& shown() const { return shows_peak ? *highest : *newest; }
};

// Returns how many processes wrote the dumps.
size_t process_count(std::span<const NewDump> dumps);

// Returns the most that the recorder took for itself in one process; 0: no dump tells.
uint64_t recorder_bytes(const RecordedRun& run);

// Returns the processes, that of the most live bytes shown first.
std::vector<RecordedProcess> processes_of(const RecordedRun& run);

// Returns the paths to show, a process after the other: one dump of each where a peak is
// shown, else all.
std::vector<NewDump> shown_dumps(const RecordedRun& run);

}  // namespace jescope
