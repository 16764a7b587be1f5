// SPDX-License-Identifier: Apache-2.0
//
// When a program begins and ends, and when it lets go of a module.
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>

#include "record/shim/recorder.h"
#include "record/shim/symbols.h"
#include "record/shim/system/system.h"
#include "record/shim/unwind.h"

namespace jescope::shim {
namespace {

[[gnu::constructor]] void begin() {
  start_recording();
  finish_start();
}

[[gnu::destructor]] void end() {
  end_recording();
}

[[noreturn]] void leave(int status) {
  end_recording();
  for (;;) call_kernel(SYS_exit_group, status);
}

}  // namespace
}  // namespace jescope::shim

extern "C" {
#pragma GCC visibility push(default)

// Ends a process without its exit handlers, as daemons and children of forks do.
void _exit(int status) {
  jescope::shim::leave(status);
}

// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming): the standard's.
void _Exit(int status) {
  jescope::shim::leave(status);
}

int dlclose(void* handle) {
  using Close = int (*)(void*);
  static constinit std::atomic<Close> next = nullptr;
  if (next == nullptr) next = reinterpret_cast<Close>(jescope::shim::find_next_symbol("dlclose"));
  const Close close = next;
  if (close == nullptr) return -1;
  const int result = close(handle);
  jescope::shim::forget_modules();
  return result;
}

#pragma GCC visibility pop
}
