// SPDX-License-Identifier: Apache-2.0
//
// Keys and signals of a terminal as one stream. While it is open, the signals that
// a terminal sends wait for next().
#pragma once

#include <csignal>

namespace jescope {

enum class KeyEvent {
  kCharacter,
  kInterrupt,  // Ctrl-C
  kResized,    // the window has another size
  kStop,       // Ctrl-Z
  kEnding,     // a signal ends the process: see pass_signal()
  kEnd         // the terminal is gone
};

class Keyboard {
 public:
  Keyboard();
  Keyboard(const Keyboard&) = delete;
  Keyboard& operator=(const Keyboard&) = delete;
  // Lets signals through again.
  ~Keyboard();

  // Waits for the next event; a character is in `character`.
  KeyEvent next(wchar_t& character);

  // Lets the signal that was told last through: it stops or ends the process, or
  // does nothing where it is ignored.
  void pass_signal();

 private:
  KeyEvent read_signal();
  KeyEvent read_character(wchar_t& character);

  sigset_t before_ = {};
  int signals_ = -1;
  int last_signal_ = 0;
};

}  // namespace jescope
