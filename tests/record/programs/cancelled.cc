// SPDX-License-Identifier: Apache-2.0
//
// A thread that is to be cancelled at its next cancellation point allocates, so much
// that dumps are written: malloc is no such point, a recorder must not make it one.
#include <pthread.h>
#include <unistd.h>

#include "kept.h"

namespace pitfall {

int allocated = 0;

[[gnu::noinline]] void leak_while_cancelled() {
  leak(1, 5000);
}

void* thread_main(void*) {
  pthread_cancel(pthread_self());
  for (; allocated < 500; ++allocated) leak_while_cancelled();
  pthread_testcancel();
  std::puts("not cancelled");
  return nullptr;
}

}  // namespace pitfall

int main() {
  for (int i = 0; i < 20; ++i) {
    pitfall::allocated = 0;
    pthread_t thread;
    pthread_create(&thread, nullptr, pitfall::thread_main, nullptr);
    void* result = nullptr;
    pthread_join(thread, &result);
    pitfall::require(result == PTHREAD_CANCELED, "a cancelled thread");
    pitfall::require(pitfall::allocated == 500, "500 allocations");
  }
  std::puts("20 threads cancelled after malloc");
}
