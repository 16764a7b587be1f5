// SPDX-License-Identifier: Apache-2.0
#include "record/shim/real_functions.h"

#include "record/shim/symbols.h"

namespace jescope::shim {
namespace {

// A C library without one of them (musl has no pvalloc) has no program that calls it.
template <typename Function>
Function found(const char* name, Function& place) {
  place = reinterpret_cast<Function>(find_next_symbol(name));
  if (place == nullptr) __builtin_trap();
  return place;
}

void* first_malloc(size_t size) {
  return found("malloc", real.malloc)(size);
}

void* first_calloc(size_t count, size_t size) {
  return found("calloc", real.calloc)(count, size);
}

void* first_realloc(void* allocation, size_t size) {
  return found("realloc", real.realloc)(allocation, size);
}

void first_free(void* allocation) {
  found("free", real.free)(allocation);
}

void* first_memalign(size_t alignment, size_t size) {
  return found("memalign", real.memalign)(alignment, size);
}

int first_posix_memalign(void** allocation, size_t alignment, size_t size) {
  return found("posix_memalign", real.posix_memalign)(allocation, alignment, size);
}

void* first_aligned_alloc(size_t alignment, size_t size) {
  return found("aligned_alloc", real.aligned_alloc)(alignment, size);
}

void* first_valloc(size_t size) {
  return found("valloc", real.valloc)(size);
}

void* first_pvalloc(size_t size) {
  return found("pvalloc", real.pvalloc)(size);
}

size_t first_malloc_usable_size(void* allocation) {
  return found("malloc_usable_size", real.malloc_usable_size)(allocation);
}

}  // namespace

constinit RealFunctions real = {
    &first_malloc,        &first_calloc,
    &first_realloc,       &first_free,
    &first_memalign,      &first_posix_memalign,
    &first_aligned_alloc, &first_valloc,
    &first_pvalloc,       &first_malloc_usable_size,
};

}  // namespace jescope::shim
