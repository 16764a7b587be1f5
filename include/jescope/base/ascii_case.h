// SPDX-License-Identifier: Apache-2.0
//
// Upper and lower case of ASCII letters; other bytes stay as they are. No locale.
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns the text in lower case.
std::string lower_case(std::string_view text);

// True when `text` begins with `prefix`, each in any case.
bool starts_with_any_case(std::string_view text, std::string_view prefix);

}  // namespace jescope
