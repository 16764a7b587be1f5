// SPDX-License-Identifier: Apache-2.0
#include "cli/stderr_terminal.h"

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <string_view>

#include "jescope/base/output_file.h"

namespace jescope {
namespace {

constexpr std::string_view kErase = "\r\x1b[K";
constexpr std::array<int, 4> kEndingSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

constexpr int kMostWaits = 50;  // of a millisecond

std::atomic<bool> is_line_drawn = false;
std::atomic<bool> is_drawing = false;
std::atomic<bool> is_ending = false;
static_assert(std::atomic<bool>::is_always_lock_free);

// A terminal may stop who writes to it from the background.
bool is_in_foreground() {
  const pid_t group = ::tcgetpgrp(STDERR_FILENO);
  return group < 0 || group == ::getpgrp();
}

void draw(std::string_view bytes) {
  if (!is_in_foreground()) return;
  is_drawing = true;
  if (!is_ending) {
    is_line_drawn = bytes != kErase;
    (void)write_all(STDERR_FILENO, bytes, "standard error");
  }
  is_drawing = false;
}

// Another thread may be in the middle of a line; this one may be, too, and then
// waiting has an end.
void wait_for_line() {
  const timespec millisecond = {0, 1'000'000};
  for (int i = 0; i < kMostWaits && is_drawing; ++i) ::nanosleep(&millisecond, nullptr);
}

size_t columns() {
  winsize window = {};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 ? window.ws_col : 0;
}

// Erases the line, then ends us as if there were no handler. A second signal must
// not end us in between.
void end_clean(int signal) {
  if (is_ending.exchange(true)) return;
  wait_for_line();
  erase_progress_line();
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

// What the one who started us ignores stays ignored.
void erase_at_end() {
  struct sigaction action = {};
  action.sa_handler = end_clean;
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
