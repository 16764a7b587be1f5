// SPDX-License-Identifier: Apache-2.0
//
// What the library of `jescope record` says of itself at the end of a dump:
//
//   # jescope_record samples=1234 lost=0 own_memory=1572864 unknown_stacks=0
//
// Keys may be added; those that are not known here are passed over.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jescope {

struct RecorderNotes {
  uint64_t samples = 0;         // taken since the program's start
  uint64_t lost = 0;            // that found no room in the library's memory
  uint64_t own_memory = 0;      // bytes that the library holds for itself
  uint64_t unknown_stacks = 0;  // samples whose stack could not be walked

  friend bool operator==(const RecorderNotes&, const RecorderNotes&) = default;
};

// Returns what `line` says; nothing where it is another line.
std::optional<RecorderNotes> parse_recorder_line(std::string_view line);

// Returns the line that says it, without its end.
std::string recorder_line(const RecorderNotes& notes);

}  // namespace jescope
