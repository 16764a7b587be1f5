// SPDX-License-Identifier: Apache-2.0
//
// A library whose handlers of forks allocate and free. It is set up before what is
// preloaded, so its handlers run while the recorder's hold its locks.
#include <pthread.h>

#include "kept.h"

namespace {

void* kept = nullptr;

void allocate_and_free() {
  pitfall::churn(10, 100);
  std::free(kept);
  kept = pitfall::seen(std::malloc(200));
}

[[gnu::constructor]] void begin() {
  kept = pitfall::seen(std::malloc(200));
  pthread_atfork(&allocate_and_free, &allocate_and_free, &allocate_and_free);
}

}  // namespace

int answer() {
  return 42;
}
