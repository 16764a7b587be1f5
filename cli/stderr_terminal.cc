// SPDX-License-Identifier: Apache-2.0
#include "cli/stderr_terminal.h"

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string_view>

#include "jescope/base/output_file.h"

namespace jescope {
namespace {

constexpr std::string_view kErase = "\r\x1b[K";
constexpr std::array<int, 4> kEndingSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

std::atomic<bool> is_line_drawn = false;
static_assert(decltype(is_line_drawn)::is_always_lock_free);

// A terminal may stop who writes to it from the background.
bool is_in_foreground() {
  const pid_t group = ::tcgetpgrp(STDERR_FILENO);
  return group < 0 || group == ::getpgrp();
}

void draw(std::string_view bytes) {
  if (!is_in_foreground()) return;
  is_line_drawn = bytes != kErase;
  (void)write_all(STDERR_FILENO, bytes, "standard error");
}

size_t columns() {
  winsize window = {};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 ? window.ws_col : 0;
}

// Raised again, the signal ends us as if there were no handler (SA_RESETHAND).
void end_clean(int signal) {
  erase_progress_line();
  ::raise(signal);
}

// What the one who started us ignores stays ignored.
void erase_at_end() {
  struct sigaction action = {};
  action.sa_handler = end_clean;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : kEndingSignals) {
    struct sigaction before = {};
    ::sigaction(signal, nullptr, &before);
    if (before.sa_handler == SIG_DFL) ::sigaction(signal, &action, nullptr);
  }
}

bool can_draw_in_place() {
  const char* const kind = std::getenv("TERM");
  return kind != nullptr && *kind != '\0' && std::string_view(kind) != "dumb";
}

}  // namespace

ProgressTerminal stderr_terminal() {
  if (::isatty(STDERR_FILENO) != 1 || !can_draw_in_place()) return {};
  erase_at_end();
  return {draw, columns};
}

void erase_progress_line() {
  if (is_line_drawn.exchange(false)) (void)!::write(STDERR_FILENO, kErase.data(), kErase.size());
}

}  // namespace jescope
