// SPDX-License-Identifier: Apache-2.0
//
// Leaks that are known and accepted, in the syntax of LeakSanitizer's
// suppressions:
//
//   # a comment
//   leak:libfontconfig       a stack with a frame whose function, source file or
//   leak:^Cache::*insert$    module has this in it; * is any text, ^ and $ are
//                            the beginning and the end
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/result.h"
#include "jescope/model/profile.h"
#include "jescope/select/pattern.h"

namespace jescope {

struct Suppression {
  std::string text;  // as written, "leak:libfontconfig"
  size_t line = 0;   // of its file, from 1
  Pattern pattern;
};

// In the order of the file.
using Suppressions = std::vector<Suppression>;

// Reads a file of suppressions; `path` is told in errors. Other types than
// "leak:" are errors.
Result<Suppressions> parse_suppressions(std::string_view text, std::string_view path);

// What one suppression hid.
struct SuppressionUse {
  std::string text;
  size_t line = 0;
  size_t stacks = 0;           // distinct ones
  std::vector<Values> hidden;  // by snapshot, as snapshot_totals()
};

struct Suppressed {
  Profile profile;                   // what is left
  std::vector<SuppressionUse> uses;  // one a suppression, in their order
};

// Hides each stack with a matching frame; the first suppression that matches
// any of its frames counts it. A frame's function is tried in full and as tables
// print it.
Suppressed suppress(const Profile& profile, const Suppressions& suppressions);

}  // namespace jescope
