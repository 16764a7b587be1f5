// SPDX-License-Identifier: Apache-2.0
//
// Stacks of the recorder's own. What allocates may stand on a stack with little room left (a
// handler's alternate stack, a coroutine's), where deeper work would overflow. Unwinders
// and debuggers see through the change. The kernel does not: on an alternate stack, all signals
// have to be held meanwhile.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {
// Calls `work(argument)` on the stack that grows down from `top`, a multiple of 16.
[[gnu::visibility("hidden")]] void jescope_call_on_stack(void (*work)(void*), void* argument,
                                                         uintptr_t top);
}

namespace jescope::shim {

/// Belongs to who holds the lock of what is done on it.
class OwnStack {
 public:
  /// Calls `work`, and returns when that is done.
  template <typename Work>
  void run(Work work) {
    const auto top = reinterpret_cast<uintptr_t>(room_ + kBytes);
    jescope_call_on_stack([](void* argument) { (*static_cast<Work*>(argument))(); }, &work, top);
  }

 private:
  static constexpr size_t kBytes = size_t{64} << 10;

  alignas(16) char room_[kBytes] = {};
};

}  // namespace jescope::shim
