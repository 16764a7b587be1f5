// SPDX-License-Identifier: Apache-2.0
#include "record/shim/fork.h"

#include <atomic>
#include <cstdint>

#include "record/shim/recorder.h"
#include "record/shim/symbols.h"
#include "record/shim/system/system.h"

namespace jescope::shim {
namespace {

using Handler = void (*)();

// glibc has this one in its dynamic symbols, musl the portable one.
using RegisterAtfork = int (*)(Handler, Handler, Handler, void*);
using PthreadAtfork = int (*)(Handler, Handler, Handler);

constinit uint64_t signals_before = 0;  // belongs to who holds the locks

// A handler of a signal that allocates would wait for the locks that its own thread
// holds. So would other libraries' handlers of forks, which run between ours: what they
// allocate and free passes.
void before() {
  const uint64_t mask = hold_signals();
  thread_state.is_inside = true;
  recorder_before_fork();
  signals_before = mask;
}

void after_in_parent() {
  const uint64_t mask = signals_before;
  recorder_after_fork_in_parent();
  thread_state.is_inside = false;
  restore_signals(mask);
}

void after_in_child() {
  const uint64_t mask = signals_before;
  recorder_after_fork_in_child();
  thread_state.is_inside = false;
  restore_signals(mask);
}

}  // namespace

void handle_forks() {
  static constinit std::atomic<bool> are_handled = false;
  if (are_handled.exchange(true)) return;
  if (void* const found = find_symbol("__register_atfork")) {
    reinterpret_cast<RegisterAtfork>(found)(&before, &after_in_parent, &after_in_child, nullptr);
  } else if (void* const portable = find_symbol("pthread_atfork")) {
    reinterpret_cast<PthreadAtfork>(portable)(&before, &after_in_parent, &after_in_child);
  }
}

}  // namespace jescope::shim
