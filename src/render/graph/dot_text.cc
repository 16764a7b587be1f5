// SPDX-License-Identifier: Apache-2.0
//
// In a quoted string '"' and '\' have a meaning; within labels "\n" ends a line,
// and HTML is only read between '<' and '>' without quotes.
#include "render/graph/dot_text.h"

#include <algorithm>

#include "jescope/base/printable.h"

namespace jescope {

std::string dot_escape(std::string_view text) {
  std::string escaped;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    for (const char c : printable_text(text.substr(begin, end - begin))) {
      if (c == '"' || c == '\\') escaped += '\\';
      escaped += c;
      // graphviz would read "&lt;" as '<'.
      if (c == '&') escaped += "amp;";
    }
    if (end < text.size()) escaped += "\\n";
    begin = end + 1;
  }
  return escaped;
}

}  // namespace jescope
