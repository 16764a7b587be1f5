// SPDX-License-Identifier: Apache-2.0
//
// `jescope record --print-shim FILE`: the recorder's library as a file, for programs that
// are started without jescope. Internal to `cli`.
#pragma once

#include "cli/command_line.h"
#include "cli/record/record_options.h"

namespace jescope {

// Writes the library whole or not at all, and tells what its environment must hold.
Outcome print_library(const RecordInvocation& invocation);

}  // namespace jescope
