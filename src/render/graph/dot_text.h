// SPDX-License-Identifier: Apache-2.0
//
// Text in the language of graphviz. Internal to `render`.
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns the inside of a quoted string; line ends of `text` stay line ends.
std::string dot_escape(std::string_view text);

}  // namespace jescope
