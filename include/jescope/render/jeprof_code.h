// SPDX-License-Identifier: Apache-2.0
//
// Routines as `jeprof --list` and `jeprof --disasm` write them, for scripts that
// read these.
#pragma once

#include <span>
#include <string>

#include "jescope/model/jeprof_words.h"
#include "jescope/summarize/disassembly.h"
#include "jescope/summarize/routine_list.h"

namespace jescope {

// Writes the routines one after the other.
std::string render_jeprof_list(std::span<const Routine> routines, const JeprofAmounts& amounts);

// Writes the codes of `list` in routine_order(). Source lines are written where their
// text is known.
std::string render_jeprof_disasm(const Disassembly& list, const JeprofAmounts& amounts);

}  // namespace jescope
