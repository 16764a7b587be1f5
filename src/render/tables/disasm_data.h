// SPDX-License-Identifier: Apache-2.0
//
// Instructions for programs. Internal to `render`.
#pragma once

#include <string>

#include "jescope/summarize/disassembly.h"

namespace jescope {

std::string disassembly_json(const Disassembly& list);
std::string disassembly_csv(const Disassembly& list);

}  // namespace jescope
