// SPDX-License-Identifier: Apache-2.0
//
// Two groups of dumps as the two sides of one profile. Internal to `pipeline`.
#pragma once

#include <string>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/model/change.h"
#include "jescope/pipeline/request.h"
#include "jescope/select/rename.h"
#include "jescope/symbolize/symbol_source.h"
#include "pipeline/inputs/inputs.h"
#include "pipeline/rules.h"

namespace jescope {

struct Sides {
  Profile profile;  // snapshot 0 before, 1 after; without allocator frames
  ChangeError error = ChangeError::kBothSides;
  std::string before;  // what was read, in a few words
  std::string after;
  MergedNames merged;           // what names became one
  bool has_equal_lines = true;  // a source line is the same code on both sides
};

// Where the names of each side come from; mostly the same.
struct SideSources {
  SymbolSource& after;
  SymbolSource& before;
};

// Reads and names both sides, by rules.names so that builds line up. Whether
// they are of one process is told from the dumps' names and maps, unless the
// request assumes it.
Result<Sides> load_sides(const Inputs& inputs, const Request& request, const Rules& rules,
                         const SideSources& sources, Diagnostics& diagnostics);

}  // namespace jescope
