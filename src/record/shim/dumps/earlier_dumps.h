// SPDX-License-Identifier: Apache-2.0
//
// Dumps that lie in the folder before this process writes one. In a container the program
// has the same process id at each start, and what the last one left must stay.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace jescope::shim {

/// Returns the number after the highest one of the files `beginning` NUMBER `.`ANYTHING;
/// 0 where there are none. `beginning` is an absolute path. `room` is for the folder's
/// entries: a KiB or more. Of a huge folder only so many entries are looked at.
uint64_t number_after_earlier(std::string_view beginning, std::span<char> room);

}  // namespace jescope::shim
