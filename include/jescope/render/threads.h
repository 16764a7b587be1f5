// SPDX-License-Identifier: Apache-2.0
//
// Writes the threads of a process and their stacks.
#pragma once

#include <string>

#include "jescope/render/table_style.h"
#include "jescope/summarize/thread_list.h"

namespace jescope {

// Text, or JSON where style.format is kJson.
std::string render_threads(const ThreadList& list, const TableStyle& style);

}  // namespace jescope
