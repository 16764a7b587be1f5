// SPDX-License-Identifier: Apache-2.0
//
// Each way to allocate, from a function of its own, ten times 1000 bytes; and each way to
// free, after which nothing is left.
#include <malloc.h>

#include <cstring>
#include <new>

#include "kept.h"

namespace pitfall {

constexpr size_t kBytes = 1000;
constexpr std::align_val_t kAlignment{128};

[[gnu::noinline]] void by_malloc() {
  seen(malloc(kBytes));
}

[[gnu::noinline]] void by_calloc() {
  seen(calloc(10, kBytes / 10));
}

[[gnu::noinline]] void by_realloc() {
  seen(realloc(nullptr, kBytes));
}

[[gnu::noinline]] void by_grown_realloc() {
  seen(realloc(seen(realloc(seen(malloc(10)), 50)), kBytes));
}

[[gnu::noinline]] void by_reallocarray() {
  seen(reallocarray(nullptr, 10, kBytes / 10));
}

[[gnu::noinline]] void by_posix_memalign() {
  void* memory = nullptr;
  require(posix_memalign(&memory, 64, kBytes) == 0, "memory");
  seen(memory);
}

[[gnu::noinline]] void by_aligned_alloc() {
  seen(aligned_alloc(8, kBytes));
}

[[gnu::noinline]] void by_memalign() {
  seen(memalign(64, kBytes));
}

[[gnu::noinline]] void by_valloc() {
  seen(valloc(kBytes));
}

[[gnu::noinline]] void by_pvalloc() {
  seen(pvalloc(kBytes));
}

[[gnu::noinline]] void by_new() {
  seen(::operator new(kBytes));
}

[[gnu::noinline]] void by_new_array() {
  seen(new char[kBytes]);
}

[[gnu::noinline]] void by_nothrow_new() {
  seen(::operator new(kBytes, std::nothrow));
}

[[gnu::noinline]] void by_aligned_new() {
  seen(::operator new(1024, kAlignment));
}

[[gnu::noinline]] void by_strdup() {
  char text[kBytes];
  std::memset(text, 'x', sizeof text);
  text[kBytes - 1] = '\0';
  seen(strdup(text));
}

[[gnu::noinline]] void freed_again() {
  free(seen(malloc(kBytes)));
  seen(realloc(seen(malloc(kBytes)), 0));
  ::operator delete(seen(::operator new(kBytes)));
  ::operator delete(seen(::operator new(kBytes)), kBytes);
  ::operator delete(seen(::operator new(kBytes, kAlignment)), kAlignment);
  ::operator delete(seen(::operator new(kBytes, kAlignment)), kBytes, kAlignment);
  ::operator delete(seen(::operator new(kBytes, std::nothrow)), std::nothrow);
  delete[] seen(new char[kBytes]);
  free(seen(memalign(64, kBytes)));
  free(seen(valloc(kBytes)));
}

}  // namespace pitfall

int main() {
  using namespace pitfall;
  constexpr void (*kWays[])() = {
      by_malloc,       by_calloc,         by_realloc,       by_grown_realloc,
      by_reallocarray, by_posix_memalign, by_aligned_alloc, by_memalign,
      by_valloc,       by_pvalloc,        by_new,           by_new_array,
      by_nothrow_new,  by_aligned_new,    by_strdup,        freed_again};
  for (int i = 0; i < 10; ++i) {
    for (void (*const way)() : kWays) way();
  }
  std::puts("ten times each way");
}
