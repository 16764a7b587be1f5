// SPDX-License-Identifier: Apache-2.0
//
// Writes instructions with what they hold.
#pragma once

#include <string>

#include "jescope/render/table_style.h"
#include "jescope/summarize/disassembly.h"

namespace jescope {

std::string render_disassembly(const Disassembly& list, const TableStyle& style);

}  // namespace jescope
