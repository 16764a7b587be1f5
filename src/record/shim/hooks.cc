// SPDX-License-Identifier: Apache-2.0
//
// The functions of malloc.h, as the program calls them: pass the call on, then count what
// was made, or let go of what will be freed.
#include <cstddef>

#include "record/shim/real_functions.h"
#include "record/shim/recorder.h"
#include "record/shim/unwind.h"

using jescope::shim::count;
using jescope::shim::keep_allocation;
using jescope::shim::LiveAllocation;
using jescope::shim::real;
using jescope::shim::release;

extern "C" {
#pragma GCC visibility push(default)

void* malloc(size_t size) {
  return count(real.malloc(size), size);
}

void* calloc(size_t number, size_t size) {
  // Where the product does not fit, nothing was made, and nothing is counted.
  return count(real.calloc(number, size), number * size);
}

void* realloc(void* before, size_t size) {
  const LiveAllocation known = release(before);
  void* const after = real.realloc(before, size);
  const bool stays = after == nullptr && size != 0 && known.address != 0;
  if (stays) keep_allocation(known);
  return count(after, size);
}

void free(void* allocation) {
  release(allocation);
  real.free(allocation);
}

void* memalign(size_t alignment, size_t size) {
  return count(real.memalign(alignment, size), size);
}

int posix_memalign(void** allocation, size_t alignment, size_t size) {
  const int error = real.posix_memalign(allocation, alignment, size);
  if (error == 0) count(*allocation, size);
  return error;
}

void* aligned_alloc(size_t alignment, size_t size) {
  return count(real.aligned_alloc(alignment, size), size);
}

void* valloc(size_t size) {
  return count(real.valloc(size), size);
}

void* pvalloc(size_t size) {
  return count(real.pvalloc(size), size);
}

size_t malloc_usable_size(void* allocation) {
  return real.malloc_usable_size(allocation);
}

// C23: frees with what the program knows. Passed on as free(), which every allocator has.
void free_sized(void* allocation, size_t /*size*/) {
  free(allocation);
}

void free_aligned_sized(void* allocation, size_t /*alignment*/, size_t /*size*/) {
  free(allocation);
}

#pragma GCC visibility pop
}
