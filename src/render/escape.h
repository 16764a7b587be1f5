// SPDX-License-Identifier: Apache-2.0
//
// Makes foreign text safe to stand in a document. Function, file and module
// names are whatever a binary says they are; none of them may end a string or
// an element, run as a script, or turn the reading direction of what follows.
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns printable_text(text) for XML content or a quoted attribute.
std::string xml_escape(std::string_view text);

// Returns the inside of a JSON string that means `text`, broken UTF-8 as
// U+FFFD. Also safe within <script> and CDATA: of what it escapes, '<', '>' and
// '&' are written as \u003c and so on.
std::string json_string_escape(std::string_view text);

}  // namespace jescope
