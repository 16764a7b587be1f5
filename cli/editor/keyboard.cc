// SPDX-License-Identifier: Apache-2.0
#include "cli/editor/keyboard.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

#include "jescope/base/utf8.h"

namespace jescope {
namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH};

sigset_t set_of(int signal) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  return set;
}

// What the one who started us ignores stays ignored.
bool is_ignored(int signal) {
  struct sigaction action = {};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

// How many bytes the character has that begins with this one.
size_t length_of(unsigned char first) {
  if (first >= 0xF0) return 4;
  if (first >= 0xE0) return 3;
  return first >= 0xC0 ? 2 : 1;
}

bool read_byte(std::string& bytes) {
  char byte = 0;
  ssize_t count = -1;
  do {
    count = ::read(STDIN_FILENO, &byte, 1);
  } while (count < 0 && errno == EINTR);
  if (count == 1) bytes += byte;
  return count == 1;
}

}  // namespace

Keyboard::Keyboard() {
  sigset_t taken;
  sigemptyset(&taken);
  for (const int signal : kSignals) {
    if (!is_ignored(signal)) sigaddset(&taken, signal);
  }
  ::sigprocmask(SIG_BLOCK, &taken, &before_);
  signals_ = ::signalfd(-1, &taken, SFD_CLOEXEC | SFD_NONBLOCK);
}

Keyboard::~Keyboard() {
  if (signals_ >= 0) ::close(signals_);
  ::sigprocmask(SIG_SETMASK, &before_, nullptr);
}

KeyEvent Keyboard::next(wchar_t& character) {
  while (true) {
    std::array<pollfd, 2> ready = {{{STDIN_FILENO, POLLIN, 0}, {signals_, POLLIN, 0}}};
    if (::poll(ready.data(), ready.size(), -1) < 0) {
      if (errno == EINTR) continue;
      return KeyEvent::kEnd;
    }
    if ((ready[1].revents & POLLIN) != 0) return read_signal();
    if (ready[0].revents != 0) return read_character(character);
  }
}

KeyEvent Keyboard::read_signal() {
  signalfd_siginfo told = {};
  if (::read(signals_, &told, sizeof told) != sizeof told) return KeyEvent::kResized;
  last_signal_ = static_cast<int>(told.ssi_signo);
  switch (last_signal_) {
    case SIGINT: return KeyEvent::kInterrupt;
    case SIGWINCH: return KeyEvent::kResized;
    case SIGTSTP: return KeyEvent::kStop;
    default: return KeyEvent::kEnding;
  }
}

KeyEvent Keyboard::read_character(wchar_t& character) {
  std::string bytes;
  if (!read_byte(bytes)) return KeyEvent::kEnd;
  const size_t length = length_of(static_cast<unsigned char>(bytes.front()));
  while (bytes.size() < length) {
    if (!read_byte(bytes)) return KeyEvent::kEnd;
  }
  character = static_cast<wchar_t>(decode_utf8(bytes).value);
  return KeyEvent::kCharacter;
}

void Keyboard::pass_signal() {
  const sigset_t signal = set_of(last_signal_);
  ::raise(last_signal_);
  ::sigprocmask(SIG_UNBLOCK, &signal, nullptr);
  ::sigprocmask(SIG_BLOCK, &signal, nullptr);
}

}  // namespace jescope
