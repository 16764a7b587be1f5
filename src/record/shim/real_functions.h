// SPDX-License-Identifier: Apache-2.0
//
// What the hooks pass calls on to: the next definition after this library, found at the
// first call. The table begins with functions that look it up, so that a call
// costs nothing more than a jump.
#pragma once

#include <cstddef>

namespace jescope::shim {

struct RealFunctions {
  void* (*malloc)(size_t);
  void* (*calloc)(size_t, size_t);
  void* (*realloc)(void*, size_t);
  void (*free)(void*);
  void* (*memalign)(size_t, size_t);
  int (*posix_memalign)(void**, size_t, size_t);
  void* (*aligned_alloc)(size_t, size_t);
  void* (*valloc)(size_t);
  void* (*pvalloc)(size_t);
  size_t (*malloc_usable_size)(void*);
};

extern constinit RealFunctions real;

}  // namespace jescope::shim
