// SPDX-License-Identifier: Apache-2.0
//
// What an allocator answers at the edges of its contract, printed: the answers, and
// errno, must be those of the allocator below.
#include <malloc.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <initializer_list>

#include "kept.h"

namespace pitfall {

constexpr size_t kHuge = ~size_t{0} / 4;

// `volatile` keeps the compiler from judging the sizes itself.
volatile size_t huge = kHuge;
volatile size_t zero = 0;

void say(const char* what, const void* memory) {
  std::printf("%s: %s, errno %d\n", what, memory == nullptr ? "null" : "memory", errno);
  errno = 0;
}

void* checked(void* memory, size_t alignment) {
  require(reinterpret_cast<uintptr_t>(memory) % alignment == 0, "aligned memory");
  return memory;
}

void fail_hugely() {
  say("malloc(huge)", malloc(huge));
  say("calloc(huge, 1)", calloc(huge, 1));
  say("calloc overflow", calloc(huge, 16));
  void* const block = malloc(100);
  std::memset(block, 'a', 100);
  say("realloc(huge)", realloc(block, huge));
  require(static_cast<char*>(block)[99] == 'a', "a block as it was");
  say("reallocarray overflow", reallocarray(block, huge, 16));
  require(static_cast<char*>(block)[99] == 'a', "a block as it was");
  free(block);
  say("memalign(huge)", memalign(64, huge));
  say("aligned_alloc(huge)", aligned_alloc(64, huge));
  say("valloc(huge)", valloc(huge));
  say("pvalloc(huge)", pvalloc(huge));
}

void align_wrongly() {
  for (const size_t alignment : {size_t{0}, size_t{3}, size_t{4}, size_t{24}, size_t{8}}) {
    void* memory = reinterpret_cast<void*>(1);
    const int status = posix_memalign(&memory, alignment, 100);
    std::printf("posix_memalign(%zu): %d, %s, errno %d\n", alignment, status,
                status == 0 ? "memory" : (memory == reinterpret_cast<void*>(1) ? "kept" : "lost"),
                errno);
    if (status == 0) free(memory);
  }
  void* memory = nullptr;
  std::printf("posix_memalign(huge): %d, errno %d\n", posix_memalign(&memory, 64, huge), errno);
  say("aligned_alloc(3)", aligned_alloc(3, 100));
  say("aligned_alloc(0)", aligned_alloc(zero, 100));
  say("memalign(3)", memalign(3, 100));
}

void ask_for_nothing() {
  say("malloc(0)", malloc(zero));
  say("calloc(0, 8)", calloc(zero, 8));
  say("realloc(null, 0)", realloc(nullptr, zero));
  say("realloc(block, 0)", realloc(malloc(10), zero));
  say("realloc(null, 10)", realloc(nullptr, 10));
  say("reallocarray(null, 3, 5)", reallocarray(nullptr, 3, 5));
  free(nullptr);
  say("free(null)", nullptr);
  std::printf("usable(null): %zu\n", malloc_usable_size(nullptr));
}

void align_well() {
  for (size_t alignment = 8; alignment <= 1 << 20; alignment *= 4) {
    void* memory = nullptr;
    require(posix_memalign(&memory, alignment, 100) == 0, "memory");
    free(checked(memory, alignment));
    free(checked(aligned_alloc(alignment, alignment), alignment));
    free(checked(memalign(alignment, 10), alignment));
  }
  free(checked(valloc(10), static_cast<size_t>(getpagesize())));
  free(checked(pvalloc(10), static_cast<size_t>(getpagesize())));
  const auto* const zeroed = static_cast<char*>(calloc(1000, 100));
  for (int i = 0; i < 100'000; ++i) require(zeroed[i] == 0, "zeroes");
  std::puts("aligned and zeroed");
}

void grow_and_shrink() {
  char* block = nullptr;
  for (size_t bytes = 1; bytes < 5'000'000; bytes = bytes * 3 + 1) {
    block = static_cast<char*>(realloc(block, bytes));
    block[bytes - 1] = static_cast<char>(bytes);
    require(malloc_usable_size(block) >= bytes, "room for what was asked");
  }
  for (size_t bytes = 4'000'000; bytes > 1; bytes /= 5) {
    block = static_cast<char*>(realloc(block, bytes));
  }
  require(block[0] == 1, "the first byte as it was");
  free(block);
  std::puts("grown and shrunk");
}

void free_keeps_errno() {
  void* const large = malloc(10'000'000);
  void* const small = malloc(10);
  errno = 77;
  free(large);
  free(small);
  std::printf("errno after free: %d\n", errno);
  free(malloc(100));
  std::printf("errno after malloc and free: %d\n", errno);
  errno = 0;
}

}  // namespace pitfall

int main() {
  pitfall::fail_hugely();
  pitfall::align_wrongly();
  pitfall::ask_for_nothing();
  pitfall::align_well();
  pitfall::grow_and_shrink();
  pitfall::free_keeps_errno();
}
