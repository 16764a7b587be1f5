// SPDX-License-Identifier: Apache-2.0
//
// What the programs of this folder share: allocations the compiler cannot see through,
// and a way to say what came out. Each program prints the same with and without a
// recorder, exits with 0, and leaks on purpose where its test looks for it.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace pitfall {

// Returns `memory`, of which the compiler knows nothing any more: neither a malloc
// without use nor a pair of malloc and free is taken away.
template <typename Pointer>
[[gnu::always_inline]] inline Pointer seen(Pointer memory) {
  asm volatile("" : "+r"(memory) : : "memory");
  return memory;
}

// Allocates and forgets: live bytes of the function this stands in.
[[gnu::always_inline]] inline void leak(int objects, size_t bytes) {
  for (int i = 0; i < objects; ++i) seen(std::malloc(bytes));
}

// Allocates and frees: work for the allocator that leaves nothing.
[[gnu::always_inline]] inline void churn(int objects, size_t bytes) {
  for (int i = 0; i < objects; ++i) std::free(seen(std::malloc(bytes)));
}

// Ends the program when something is not as it must be.
[[gnu::always_inline]] inline void require(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "expected %s\n", what);
  std::_Exit(9);
}

}  // namespace pitfall
