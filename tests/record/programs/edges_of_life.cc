// SPDX-License-Identifier: Apache-2.0
//
// Allocations where a process or a thread is not yet, or no longer, whole: preinit
// functions, constructors before all others, constructors and destructors of
// thread-local objects, destructors of thread keys, exit handlers.
#include <pthread.h>
#include <unistd.h>

#include <vector>

#include "kept.h"

namespace pitfall {

[[gnu::noinline]] void leak_before_main() {
  leak(10, 3000);
}

[[gnu::constructor(101)]] void first_constructor() {
  leak_before_main();
}

void before_constructors() {
  churn(5, 100);
}

#ifdef __ELF__
[[gnu::used, gnu::section(".preinit_array")]] void (*const preinit)() = before_constructors;
#endif

[[gnu::noinline]] void leak_in_thread_object() {
  leak(1, 800);
}

struct OfThread {
  OfThread() { leak_in_thread_object(); }
  ~OfThread() { churn(30, 70); }
  std::vector<int> numbers = std::vector<int>(100, 1);
};
thread_local OfThread of_thread;

pthread_key_t key;

// Runs as the thread ends, again and again as long as it sets the key.
void on_thread_end(void* left) {
  churn(30, 60);
  std::free(left);
  static thread_local int rounds = 0;
  if (++rounds < 4) pthread_setspecific(key, seen(std::malloc(60)));
}

void* thread_main(void*) {
  pthread_setspecific(key, seen(std::malloc(60)));
  of_thread.numbers.push_back(1);
  return nullptr;
}

void run_threads() {
  for (int i = 0; i < 200; ++i) {
    pthread_t thread;
    require(pthread_create(&thread, nullptr, thread_main, nullptr) == 0, "a thread");
    pthread_join(thread, nullptr);
  }
}

void at_exit() {
  churn(100, 1000);
  const char text[] = "exit handler\n";
  require(write(1, text, sizeof text - 1) > 0, "a written line");
}

struct Static {
  ~Static() { churn(100, 1000); }
  std::vector<int> numbers = std::vector<int>(1000, 1);
};
Static of_program;

}  // namespace pitfall

int main() {
  std::atexit(pitfall::at_exit);
  pthread_key_create(&pitfall::key, pitfall::on_thread_end);
  pitfall::run_threads();
  std::puts("200 threads");
  std::fflush(stdout);
}
