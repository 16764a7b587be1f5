// SPDX-License-Identifier: Apache-2.0
//
// The world around a prompt: who types, and where answers go.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/shell/shell_line.h"
#include "jescope/base/result.h"

namespace jescope {

// How an answer is shown by another program.
struct Viewing {
  Viewer viewer = Viewer::kBrowser;
  std::string_view ending;  // of the file's name
  int64_t scale = 0;        // for gv; 0: its own
};

class ShellConsole {
 public:
  virtual ~ShellConsole() = default;

  // True when a person types; false for a script.
  virtual bool is_interactive() const = 0;

  // Returns how wide the terminal behind print() is now; 0: there is none, or
  // nobody knows.
  virtual size_t columns() const = 0;

  // The names that Tab completes from now on, sorted.
  virtual void complete_from(std::vector<std::string> function_names) = 0;

  // Shows `prompt` and returns the next line, without its end; nothing: there is
  // none, or the process is to end.
  virtual std::optional<std::string> read_line(std::string_view prompt) = 0;

  // Writes an answer. Stops where the user interrupts it; false: it cannot be
  // written.
  virtual bool print(std::string_view text) = 0;

  // Shows words for the user beside the answer, at once.
  virtual void complain(std::string_view text) = 0;

  // Keeps the answer as a temporary file and opens it in the viewer. Returns the
  // file's path.
  virtual Result<std::string> open_in_viewer(const Viewing& viewing, std::string_view answer) = 0;
};

}  // namespace jescope
