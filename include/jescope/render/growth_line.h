// SPDX-License-Identifier: Apache-2.0
//
// A comparison in one line of a log.
#pragma once

#include <cstddef>
#include <string>

#include "jescope/base/units.h"
#include "jescope/summarize/diff_table.h"

namespace jescope {

// Returns "+12.3 MiB: Cache::insert +8.0 MiB, parse +2.1 MiB": the total's
// change and the `most` functions that grew most beyond noise, names shortened.
std::string render_growth_line(const DiffTable& table, size_t most, ByteUnit unit);

}  // namespace jescope
