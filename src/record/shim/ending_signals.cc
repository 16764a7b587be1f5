// SPDX-License-Identifier: Apache-2.0
#include "record/shim/ending_signals.h"

#include <atomic>

#include "record/shim/dumps/watch.h"
#include "record/shim/recorder.h"
#include "record/shim/symbols.h"
#include "record/shim/system/system.h"

namespace jescope::shim {
namespace {

using SignalAction = int (*)(int, const struct sigaction*, struct sigaction*);

// The signal stays blocked until the handler returns; then it ends the program, as if
// nobody had been here.
void write_and_end(int number) {
  end_recording();
  struct sigaction usual = {};
  usual.sa_handler = SIG_DFL;
  set_signal(number, &usual, nullptr);
  call_kernel(SYS_tgkill, process_id(), thread_id(), number);
}

}  // namespace

int set_signal(int number, const struct sigaction* action, struct sigaction* before) {
  static constinit std::atomic<SignalAction> next = nullptr;
  if (next == nullptr) next = reinterpret_cast<SignalAction>(find_next_symbol("sigaction"));
  const SignalAction set = next;
  return set == nullptr ? -1 : set(number, action, before);
}

void watch_endings() {
  for (const int number : {SIGHUP, SIGINT, SIGTERM, SIGABRT}) {
    struct sigaction before = {};
    if (set_signal(number, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) continue;
    struct sigaction action = {};
    action.sa_handler = &write_and_end;
    action.sa_flags = SA_ONSTACK;
    __builtin_memset(&action.sa_mask, 0xff, sizeof action.sa_mask);
    set_signal(number, &action, nullptr);
  }
}

namespace {

// What the program would see without us.
void show_usual(struct sigaction& seen) {
  if (seen.sa_handler == &write_and_end) {
    seen = {};
    seen.sa_handler = SIG_DFL;
  }
  show_without_watch(seen);
}

}  // namespace
}  // namespace jescope::shim

extern "C" {
#pragma GCC visibility push(default)

int sigaction(int number, const struct sigaction* action, struct sigaction* before) {
  const int result = jescope::shim::set_signal(number, action, before);
  if (result == 0 && before != nullptr) jescope::shim::show_usual(*before);
  if (result == 0 && action != nullptr) jescope::shim::tell_signal_taken(number);
  return result;
}

sighandler_t signal(int number, sighandler_t handler) {
  using Signal = sighandler_t (*)(int, sighandler_t);
  static constinit std::atomic<Signal> next = nullptr;
  if (next == nullptr) {
    next = reinterpret_cast<Signal>(jescope::shim::find_next_symbol("signal"));
  }
  const Signal set = next;
  if (set == nullptr) return SIG_ERR;
  struct sigaction before = {};
  before.sa_handler = set(number, handler);
  if (before.sa_handler == SIG_ERR) return SIG_ERR;
  jescope::shim::show_usual(before);
  jescope::shim::tell_signal_taken(number);
  return before.sa_handler;
}

#pragma GCC visibility pop
}
