// SPDX-License-Identifier: Apache-2.0
//
// The first thread leaves by pthread_exit, and the last one ends the process.
#include <pthread.h>

#include "kept.h"

[[gnu::noinline]] void leak_in_last() {
  pitfall::leak(10, 1000);
}

int main() {
  pthread_t thread = {};
  const auto work = [](void*) -> void* {
    leak_in_last();
    std::puts("done");
    return nullptr;
  };
  pitfall::require(pthread_create(&thread, nullptr, work, nullptr) == 0, "a thread");
  pthread_detach(thread);
  pthread_exit(nullptr);
}
