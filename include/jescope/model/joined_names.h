// SPDX-License-Identifier: Apache-2.0
//
// Names of one place in one text, as `--- symbol` sections have them: the
// function and what was inlined into it, outermost first.
//
//   main--run(int)--read
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jescope {

inline constexpr std::string_view kNameSeparator = "--";

// Returns the length of the first name of `joined`. The separator belongs to
// the name in "operator--".
size_t first_name_length(std::string_view joined);

// Returns `name` with its dashes parted where another reader would part the name,
// so that others may be joined to it.
std::string without_separators(std::string_view name);

}  // namespace jescope
