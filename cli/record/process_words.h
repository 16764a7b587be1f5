// SPDX-License-Identifier: Apache-2.0
//
// What is told of the processes of a run: which there were, their peaks, and how much of
// their memory the recorder saw. Internal to `cli`.
#pragma once

#include <string>

#include "cli/record/recorded_processes.h"

namespace jescope {

// Returns a line for each process, the largest ten; nothing where there is one alone.
std::string process_lines(const RecordedRun& run);

// Returns that the peak of the only process is shown; nothing where its end is.
std::string peak_words(const RecordedRun& run);

// Returns that little is left at the end of the processes; nothing where much is.
std::string freed_words(const RecordedRun& run);

// Returns that malloc gave the program little of the memory it had; else nothing.
std::string resident_words(const RecordedRun& run);

// Returns that a shell was recorded and nothing that it starts; else nothing.
std::string lone_shell_words(const RecordedRun& run);

}  // namespace jescope
