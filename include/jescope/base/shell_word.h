// SPDX-License-Identifier: Apache-2.0
//
// Foreign names in commands that a person will paste into a shell. Names come
// from dumps; none may become more than one word of the command.
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns `text` as one word of a POSIX shell: as it is where that is safe,
// else in single quotes. What cannot be shown on one line is replaced
// (printable_text); a leading '-' is kept from being an option by "./", but for
// "-" alone, which means standard input.
std::string shell_word(std::string_view text);

}  // namespace jescope
