// SPDX-License-Identifier: Apache-2.0
//
// Foreign text made fit to be read. Function, file and module names are
// whatever a binary says they are; none may steer a terminal, end a line or
// turn the reading direction of what follows.
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns `text` as valid UTF-8 on one line: tabs and line ends become spaces;
// other control characters, bidirectional and invisible controls,
// noncharacters and broken UTF-8 become U+FFFD.
std::string printable_text(std::string_view text);

// True for characters that printable_text() replaces by U+FFFD or a space.
bool is_unprintable(char32_t value);

}  // namespace jescope
