// SPDX-License-Identifier: Apache-2.0
#include "record/shim/system/memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <atomic>

#include "record/shim/system/lock.h"

namespace jescope::shim {
namespace {

constexpr size_t kChunkBytes = size_t{256} << 10;
constexpr size_t kAlignment = 16;

std::atomic<uint64_t> limit_bytes = uint64_t{256} << 20;
std::atomic<uint64_t> mapped_bytes = 0;

// What is left of the newest chunk.
struct Arena {
  Lock lock;
  char* next = nullptr;
  size_t left = 0;
};
constinit Arena arena;

}  // namespace

void limit_memory(uint64_t bytes) {
  limit_bytes = bytes;
}

void* map_pages(size_t bytes) {
  if (mapped_bytes.fetch_add(bytes) + bytes <= limit_bytes) {
    const long pages = call_kernel(SYS_mmap, 0, static_cast<long>(bytes), PROT_READ | PROT_WRITE,
                                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the kernel answers in numbers.
    if (pages > 0) return reinterpret_cast<void*>(pages);
  }
  mapped_bytes.fetch_sub(bytes);
  return nullptr;
}

void unmap_pages(void* pages, size_t bytes) {
  call_kernel(SYS_munmap, address_of(pages), static_cast<long>(bytes));
  mapped_bytes.fetch_sub(bytes);
}

void* take_memory(size_t bytes) {
  const size_t wanted = (bytes + kAlignment - 1) / kAlignment * kAlignment;
  const Locked locked(arena.lock);
  if (wanted > arena.left) {
    const size_t chunk = std::max(wanted, kChunkBytes);
    void* const pages = map_pages(chunk);
    if (pages == nullptr) return nullptr;
    arena.next = static_cast<char*>(pages);
    arena.left = chunk;
  }
  void* const taken = arena.next;
  arena.next += wanted;
  arena.left -= wanted;
  return taken;
}

uint64_t own_memory_bytes() {
  return mapped_bytes;
}

void memory_before_fork() {
  arena.lock.lock();
}

void memory_after_fork() {
  arena.lock.unlock();
}

}  // namespace jescope::shim
