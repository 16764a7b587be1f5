// SPDX-License-Identifier: Apache-2.0
//
// The only file that knows terminfo's header: its macros have everyday names.
#include "cli/editor/terminal_library.h"

#include <curses.h>
#include <term.h>
#include <unistd.h>

namespace jescope {

bool has_description(const std::string& name) {
  int found = 0;
  if (::setupterm(name.c_str(), STDERR_FILENO, &found) != OK) return false;
  ::del_curterm(::cur_term);
  return true;
}

}  // namespace jescope
