// SPDX-License-Identifier: Apache-2.0
#include "tests/terminal/terminal.h"

#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <thread>

namespace jescope {
namespace {

constexpr int kCannotStart = 127;
constexpr std::chrono::seconds kLongest(120);  // a loaded machine, a sanitizer

winsize size_of(size_t rows, size_t columns) {
  winsize window = {};
  window.ws_row = static_cast<unsigned short>(rows);
  window.ws_col = static_cast<unsigned short>(columns);
  return window;
}

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

Terminal::Terminal(const Started& started) {
  const winsize window = size_of(kRows, kColumns);
  const std::vector<char*> command = pointers_to(started.command);
  const std::vector<char*> environment = pointers_to(started.environment);
  process_ = ::forkpty(&terminal_, nullptr, nullptr, &window);
  if (process_ != 0) return;
  const bool is_inside =
      started.root.empty() || (::chroot(started.root.c_str()) == 0 && ::chdir("/") == 0);
  if (is_inside) ::execve(command[0], command.data(), environment.data());
  ::_exit(kCannotStart);
}

Terminal::~Terminal() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  if (terminal_ >= 0) ::close(terminal_);
}

void Terminal::type(std::string_view keys) const {
  (void)!::write(terminal_, keys.data(), keys.size());
}

void Terminal::resize(size_t rows, size_t columns) {
  screen_.resize(rows, columns);
  const winsize window = size_of(rows, columns);
  ::ioctl(terminal_, TIOCSWINSZ, &window);
}

void Terminal::send(int signal) const {
  ::kill(process_, signal);
}

bool Terminal::read_some(int milliseconds) {
  pollfd ready = {terminal_, POLLIN, 0};
  if (::poll(&ready, 1, milliseconds) <= 0) return true;
  std::array<char, 4096> block = {};
  const ssize_t count = ::read(terminal_, block.data(), block.size());
  if (count <= 0) return false;
  const std::string_view text(block.data(), static_cast<size_t>(count));
  bytes_ += text;
  screen_.feed(text);
  return true;
}

template <typename Condition>
bool Terminal::read_until(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + kLongest;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    if (!read_some(50)) return condition();
  }
  return true;
}

bool Terminal::shows_line(std::string_view text) {
  return read_until([&] { return screen_.line() == text; });
}

bool Terminal::enters(std::string_view prompt) {
  const size_t row = screen_.cursor_row();
  type("\r");
  return read_until([&] { return screen_.cursor_row() > row && screen_.line() == prompt; });
}

bool Terminal::shows(std::string_view text) {
  return read_until([&] {
    const std::vector<std::string> lines = screen_.lines();
    return std::ranges::any_of(
        lines, [&](const std::string& line) { return line.find(text) != std::string::npos; });
  });
}

std::optional<int> Terminal::wait_for_end() {
  int status = 0;
  const auto end = std::chrono::steady_clock::now() + kLongest;
  while (::waitpid(process_, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > end) return std::nullopt;
    if (!read_some(50)) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  process_ = -1;
  return status;
}

bool Terminal::is_as_before() const {
  termios modes = {};
  const tcflag_t wanted = ICANON | ECHO | ISIG;
  return ::tcgetattr(terminal_, &modes) == 0 && (modes.c_lflag & wanted) == wanted;
}

}  // namespace jescope
