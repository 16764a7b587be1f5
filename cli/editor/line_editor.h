// SPDX-License-Identifier: Apache-2.0
//
// Lines typed at a terminal, with editing, history (arrows, Ctrl-R) and
// completion (Tab). Types and shows on standard error, so that standard output
// holds answers only. Between two lines the terminal is as it was before.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/editor/history_file.h"
#include "cli/shell/completion.h"

namespace jescope {

// Returns what Tab does behind `line`, which ends at the cursor.
using Completer = std::function<Completion(std::string_view line)>;

class LineEditor {
 public:
  virtual ~LineEditor() = default;

  // Returns the next line; nothing: Ctrl-D, or the terminal is gone. Ctrl-C drops
  // what was typed. A signal that ends the process ends it with the terminal
  // as it was.
  virtual std::optional<std::string> read_line(std::string_view prompt) = 0;
};

// Returns the editor of this process's terminal; null: TERM says that it can do
// nothing, or there is none.
std::unique_ptr<LineEditor> open_line_editor(Completer completer, HistoryFile history);

}  // namespace jescope
