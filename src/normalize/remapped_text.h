// SPDX-License-Identifier: Apache-2.0
//
// Programs that copy their code to large pages leave a hole in their file's
// mappings, filled by memory without a file:
//
//   as loaded     [server r--][server r-x                        ][server r--]
//   afterwards    [server r--][server r-x][anonymous r-x][.. r-x ][server r--]
//
// It still is the file's code, at the offset that the neighbours tell.
// Internal to `normalize`.
#pragma once

#include <span>
#include <vector>

#include "jescope/model/dump.h"

namespace jescope {

// Returns `mappings`, ordered by address, with such pieces given back to their
// file. A piece is given back only if it fills the hole and its offset is
// certain: both neighbours tell the same, or one of them is code.
std::vector<Mapping> restore_remapped_text(std::span<const Mapping> mappings);

}  // namespace jescope
