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

/// Removes the files `beginning`ANYTHING`.heap.part`: dumps in the midst of which a process of
/// this number ended, or went on as another program.
void remove_unfinished(std::string_view beginning, std::span<char> room);

}  // namespace jescope::shim
