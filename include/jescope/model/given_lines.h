// SPDX-License-Identifier: Apache-2.0
//
// Source lines that a dump itself gives beside its names (joined_names.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace jescope {

struct GivenLine {
  std::string file;   // empty: unknown
  uint32_t line = 0;  // 0: unknown

  friend bool operator==(const GivenLine&, const GivenLine&) = default;
};

// A line for each of the joined names, outermost first; those of the last names
// may be missing.
using GivenLines = std::vector<GivenLine>;

}  // namespace jescope
