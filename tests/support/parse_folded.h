// SPDX-License-Identifier: Apache-2.0
//
// Reads folded stacks back, apart from the writer in src/render/folded.cc:
//
//   main;run;load 524288
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jescope::testing {

struct FoldedLine {
  std::vector<std::string> outermost_first;
  int64_t value = 0;
};

// Returns the lines of `text`; nothing when one of them is not of that form.
std::optional<std::vector<FoldedLine>> parse_folded(std::string_view text);

}  // namespace jescope::testing
