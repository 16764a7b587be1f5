// SPDX-License-Identifier: Apache-2.0
//
// Routines as `jeprof --list` and `jeprof --disasm` write them, for scripts that
// read these.
#pragma once

#include <span>
#include <string>

#include "jescope/summarize/disassembly.h"
#include "jescope/summarize/routine_list.h"

namespace jescope {

enum class JeprofUnit { kBytes, kMegabytes, kObjects };

// Writes the routines one after the other.
std::string render_jeprof_list(std::span<const Routine> routines, JeprofUnit unit);

// Writes the codes of `list` in routine_order(). Source lines are written where their
// text is known.
std::string render_jeprof_disasm(const Disassembly& list, JeprofUnit unit);

}  // namespace jescope
