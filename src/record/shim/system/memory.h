// SPDX-License-Identifier: Apache-2.0
//
// The recorder's own memory: pages of the kernel, counted, at most so many.
#pragma once

#include <cstddef>
#include <cstdint>

namespace jescope::shim {

/// Sets the most bytes that may be mapped from now on; those in use stay.
void limit_memory(uint64_t bytes);

/// Returns zeroed pages; nothing where the limit or the kernel forbids more.
void* map_pages(size_t bytes);
void unmap_pages(void* pages, size_t bytes);

/// Returns zeroed memory for good, aligned to 16 bytes; nothing as above.
void* take_memory(size_t bytes);

template <typename T>
T* take(size_t count = 1) {
  return static_cast<T*>(take_memory(count * sizeof(T)));
}

/// Bytes mapped now.
uint64_t own_memory_bytes();

/// Between these no other thread is within take_memory.
void memory_before_fork();
void memory_after_fork();

}  // namespace jescope::shim
