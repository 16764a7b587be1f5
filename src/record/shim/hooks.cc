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
using jescope::shim::may_be_live;
using jescope::shim::passes;
using jescope::shim::real;
using jescope::shim::release;
using jescope::shim::release_for_realloc;

extern "C" {
#pragma GCC visibility push(default)

void* malloc(size_t size) {
  if (passes(size)) [[likely]]
    return real.malloc(size);
  return count(real.malloc(size), size);
}

void* calloc(size_t number, size_t size) {
  // Where the product does not fit, nothing is made.
  const size_t bytes = number * size;
  if (passes(bytes)) [[likely]]
    return real.calloc(number, size);
  return count(real.calloc(number, size), bytes);
}

void* realloc(void* before, size_t size) {
  const auto address = reinterpret_cast<uintptr_t>(before);
  const LiveAllocation known =
      may_be_live(address) ? release_for_realloc(address) : LiveAllocation();
  void* const after = real.realloc(before, size);
  if (after != nullptr) return passes(size) ? after : count(after, size);
  if (size != 0 && known.address != 0) keep_allocation(known);
  return nullptr;
}

void free(void* allocation) {
  const auto address = reinterpret_cast<uintptr_t>(allocation);
  if (may_be_live(address)) [[unlikely]]
    release(address);
  real.free(allocation);
}

void* memalign(size_t alignment, size_t size) {
  if (passes(size)) [[likely]]
    return real.memalign(alignment, size);
  return count(real.memalign(alignment, size), size);
}

int posix_memalign(void** allocation, size_t alignment, size_t size) {
  const int error = real.posix_memalign(allocation, alignment, size);
  if (error == 0 && !passes(size)) count(*allocation, size);
  return error;
}

void* aligned_alloc(size_t alignment, size_t size) {
  if (passes(size)) [[likely]]
    return real.aligned_alloc(alignment, size);
  return count(real.aligned_alloc(alignment, size), size);
}

void* valloc(size_t size) {
  if (passes(size)) [[likely]]
    return real.valloc(size);
  return count(real.valloc(size), size);
}

void* pvalloc(size_t size) {
  if (passes(size)) [[likely]]
    return real.pvalloc(size);
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
