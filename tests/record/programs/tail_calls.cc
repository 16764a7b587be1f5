// SPDX-License-Identifier: Apache-2.0
//
// Built with -O2 and sibling calls: make() ends in a jump to malloc, so the first frame
// there is, is its caller's; and the only return address of leak_by_jump() is main's.
#include "kept.h"

namespace pitfall {

[[gnu::noinline]] void* make(size_t bytes) {
  return std::malloc(bytes);
}

[[gnu::noinline]] void* make_zeroed(size_t bytes) {
  return std::calloc(1, bytes);
}

[[gnu::noinline]] void caller_of_jump() {
  for (int i = 0; i < 10; ++i) {
    seen(make(3000));
    seen(make_zeroed(3000));
  }
}

}  // namespace pitfall

int main() {
  pitfall::caller_of_jump();
  std::puts("jumped into malloc");
}
