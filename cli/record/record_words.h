// SPDX-License-Identifier: Apache-2.0
//
// What is told after a recorded program's end, before the table. Internal to `cli`.
#pragma once

#include <string>

#include "cli/record/recorded_processes.h"

namespace jescope {

// True where the recorder took no sample at all, so that there is nothing to show.
bool is_without_samples(const RecordedRun& run);

// Returns the lines for standard error: how many dumps there are and what the recorder
// took, what is missing and why.
std::string words_of(const RecordedRun& run);

// Returns the error that the program was not started.
std::string words_of_start_error(const std::string& path, int start_error);

}  // namespace jescope
