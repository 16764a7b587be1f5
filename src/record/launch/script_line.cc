// SPDX-License-Identifier: Apache-2.0
#include "record/launch/script_line.h"

#include <algorithm>

#include "jescope/base/text_cursor.h"

namespace jescope {
namespace {

bool is_env(std::string_view path) {
  return path.substr(path.rfind('/') + 1) == "env";
}

// Options and variables stand before the name; those with a word of their own are -u, -C.
std::string program_behind_env(TextCursor words) {
  for (words.skip_blanks(); !words.at_end(); words.skip_blanks()) {
    if (words.consume("-S")) continue;  // its value may stand right behind it
    const std::string_view word = words.word();
    if (word == "-u" || word == "-C") {
      words.skip_blanks();
      (void)words.word();
      continue;
    }
    const bool is_setting = word.starts_with('-') || word.find('=') != std::string_view::npos;
    if (!is_setting) return std::string(word);
  }
  return {};
}

}  // namespace

std::string script_program(std::string_view bytes) {
  TextCursor line(bytes.substr(0, bytes.find('\n')));
  if (!line.consume("#!")) return {};
  line.skip_blanks();
  const std::string_view program = line.word();
  const std::string behind = is_env(program) ? program_behind_env(line) : std::string();
  return behind.empty() ? std::string(program) : behind;
}

}  // namespace jescope
