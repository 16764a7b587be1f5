// SPDX-License-Identifier: Apache-2.0
//
// An allocator that a signal may interrupt anywhere: it hands out of one array and
// takes nothing back. Under it a handler may allocate, and even jump out of malloc.
// Built as a library, to be preloaded below a recorder, and into a program.
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace {

constexpr size_t kArenaBytes = size_t{1} << 30;
constexpr size_t kHeader = 16;  // the block's size stands before it
alignas(4096) char arena[kArenaBytes];
std::atomic<size_t> taken = 0;

void* take(size_t bytes, size_t alignment) {
  if (bytes > kArenaBytes || alignment > kArenaBytes) return errno = ENOMEM, nullptr;
  const size_t whole = (bytes + kHeader + alignment + 15) & ~size_t{15};
  const size_t at = taken.fetch_add(whole);
  if (at + whole > kArenaBytes) return errno = ENOMEM, nullptr;
  auto place = reinterpret_cast<uintptr_t>(arena + at) + kHeader;
  place = (place + alignment - 1) & ~(alignment - 1);
  char* const block = arena + (place - reinterpret_cast<uintptr_t>(arena));
  std::memcpy(block - sizeof bytes, &bytes, sizeof bytes);
  return block;
}

size_t bytes_of(const void* block) {
  size_t bytes = 0;
  std::memcpy(&bytes, static_cast<const char*>(block) - sizeof bytes, sizeof bytes);
  return bytes;
}

}  // namespace

extern "C" {

[[gnu::noinline]] void* malloc(size_t bytes) {
  return take(bytes, 16);
}

void free(void*) {}

// The arena is zero from the start and never given twice.
void* calloc(size_t objects, size_t bytes) {
  size_t all = 0;
  if (__builtin_mul_overflow(objects, bytes, &all)) return errno = ENOMEM, nullptr;
  return take(all, 16);
}

void* realloc(void* old, size_t bytes) {
  void* const block = take(bytes, 16);
  if (old == nullptr || block == nullptr) return block;
  const size_t before = bytes_of(old);
  return std::memcpy(block, old, before < bytes ? before : bytes);
}

void* memalign(size_t alignment, size_t bytes) {
  return take(bytes, alignment < 16 ? 16 : alignment);
}

void* aligned_alloc(size_t alignment, size_t bytes) {
  return memalign(alignment, bytes);
}

int posix_memalign(void** block, size_t alignment, size_t bytes) {
  *block = memalign(alignment, bytes);
  return *block == nullptr ? ENOMEM : 0;
}

size_t malloc_usable_size(void* block) {
  return block == nullptr ? 0 : bytes_of(block);
}
}
