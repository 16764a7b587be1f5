// SPDX-License-Identifier: Apache-2.0
//
// Files of rules, one a line. Internal to `select`.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace jescope {

struct RuleLine {
  size_t number = 0;      // from 1
  std::string_view text;  // without blanks at either end
};

// Returns the lines of `text` that are neither empty nor comments ("# ...").
std::vector<RuleLine> rule_lines(std::string_view text);

}  // namespace jescope
