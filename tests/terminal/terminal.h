// SPDX-License-Identifier: Apache-2.0
//
// A program on a terminal of its own (a pty), and the person in front of it.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/terminal/screen.h"

namespace jescope {

struct Started {
  std::vector<std::string> command;      // with the program's path
  std::vector<std::string> environment;  // "TERM=xterm"
  std::string root;                      // the program's root folder; empty: as here
};

class Terminal {
 public:
  static constexpr size_t kRows = 24;
  static constexpr size_t kColumns = 80;

  explicit Terminal(const Started& started);
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  // Kills the program where it still runs.
  ~Terminal();

  void type(std::string_view keys) const;
  void resize(size_t rows, size_t columns);
  void send(int signal) const;

  // Reads until the screen's current line is `text`; false: not within seconds.
  bool shows_line(std::string_view text);

  // Ends the line by Return, and reads until a line below it is the current one and is
  // `prompt`. What is typed before that meets a terminal in whatever mode.
  bool enters(std::string_view prompt);

  // Reads until something on the screen holds `text`.
  bool shows(std::string_view text);

  // Reads to the end and returns what waitpid(2) tells; nothing: there is no end
  // within seconds.
  std::optional<int> wait_for_end();

  // True when the terminal takes whole lines and echoes, as a shell wants it.
  bool is_as_before() const;

  const Screen& screen() const { return screen_; }
  const std::string& bytes() const { return bytes_; }

 private:
  template <typename Condition>
  bool read_until(Condition condition);
  bool read_some(int milliseconds);

  pid_t process_ = -1;
  int terminal_ = -1;
  Screen screen_{kRows, kColumns};
  std::string bytes_;
};

}  // namespace jescope
