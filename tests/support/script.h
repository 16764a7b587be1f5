// SPDX-License-Identifier: Apache-2.0
//
// A prompt whose lines are known before, and what came of them.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/shell/shell_console.h"

namespace jescope {

class Script : public ShellConsole {
 public:
  explicit Script(std::deque<std::string> lines) : lines_(std::move(lines)) {}

  bool is_interactive() const override { return interactive; }
  size_t columns() const override { return 0; }
  void complete_from(std::vector<std::string> names) override { function_names = std::move(names); }
  std::optional<std::string> read_line(std::string_view prompt) override {
    errors += prompt;
    if (lines_.empty()) return std::nullopt;
    std::string line = lines_.front();
    lines_.pop_front();
    return line;
  }
  bool print(std::string_view text) override {
    output += text;
    return can_print;
  }
  void complain(std::string_view text) override { errors += text; }
  Result<std::string> open_in_viewer(const Viewing& viewing, std::string_view answer) override {
    viewed = (viewing.viewer == Viewer::kBrowser ? "browser " : "kcachegrind ") +
             std::string(viewing.ending) + " " + std::string(answer);
    return std::string("/tmp/answer");
  }

  bool interactive = false;
  bool can_print = true;
  std::string output;
  std::string errors;
  std::string viewed;
  std::vector<std::string> function_names;

 private:
  std::deque<std::string> lines_;
};

}  // namespace jescope
