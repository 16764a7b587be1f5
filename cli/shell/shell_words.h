// SPDX-License-Identifier: Apache-2.0
//
// A line that was typed at the prompt, taken apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/result.h"

namespace jescope {

struct TypedWord {
  std::string text;
  bool is_quoted = false;  // then it is neither an option nor "-IGNORE" nor ">"
  size_t start = 0;        // byte of the line
};

// Returns the words of `line`, which blanks separate. A word that begins with '
// or ", also behind a '-', ends at the next one, so it may hold blanks:
//
//   list 'operator new' -'a b'   becomes   list · operator new · -a b
Result<std::vector<TypedWord>> split_words(std::string_view line);

// Returns `text` as one word of such a line.
std::string typed_as_word(std::string_view text);

}  // namespace jescope
