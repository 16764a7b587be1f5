// SPDX-License-Identifier: Apache-2.0
#include "record/shim/unwind.h"

#include "record/shim/own_code.h"
#include "record/shim/stack/module_map.h"
#include "record/shim/stack/unwind_lock.h"
#include "record/shim/stack/walk.h"

namespace jescope::shim {
namespace {

// While the program starts, no other thread holds the loader's lock.
[[gnu::constructor]] void start() {
  start_module_map();
}

}  // namespace

size_t capture_stack(uintptr_t* frames, size_t limit) {
  return walk_stack(current_registers(), own_code(), frames, limit);
}

void unwind_before_fork() {
  unwind_lock.lock();
}

void unwind_after_fork() {
  unwind_lock.unlock();
}

void forget_modules() {
  const Locked locked(unwind_lock);
  forget_rows();
  forget_module_map();
}

}  // namespace jescope::shim
