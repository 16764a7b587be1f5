// SPDX-License-Identifier: Apache-2.0
//
// fork without exec while four threads allocate: the child allocates, starts a thread
// of its own, forks again, and leaves by exit or by _exit. Some locks are taken by
// threads the child does not have; nothing of it may hang.
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>

#include "kept.h"

namespace pitfall {
namespace {

constexpr int kForks = 60;
std::atomic<bool> stopped = false;

}  // namespace

void* allocate_always(void*) {
  while (!stopped) churn(20, 100);
  return nullptr;
}

[[gnu::noinline]] void leak_in_child() {
  leak(10, 5000);
}

void* thread_of_child(void*) {
  churn(100, 300);
  return nullptr;
}

int status_of(pid_t child) {
  int status = -1;
  require(waitpid(child, &status, 0) == child, "a child's end");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void leave(int number, int status) {
  if (number % 2 == 0) std::exit(status);
  _exit(status);
}

[[noreturn]] void run_child(int number) {
  leak_in_child();
  pthread_t thread;
  require(pthread_create(&thread, nullptr, thread_of_child, nullptr) == 0, "a thread");
  pthread_join(thread, nullptr);
  const pid_t grandchild = fork();
  if (grandchild == 0) {
    leak_in_child();
    leave(number / 2, 3);
  }
  const int status = status_of(grandchild);
  leave(number, status == 3 ? 4 : status);
  std::abort();
}

[[gnu::noinline]] void leak_in_parent() {
  leak(7, 6000);
}

}  // namespace pitfall

int main() {
  std::array<pthread_t, 4> threads;
  for (pthread_t& thread : threads) {
    pthread_create(&thread, nullptr, pitfall::allocate_always, nullptr);
  }
  int good = 0;
  for (int i = 0; i < pitfall::kForks; ++i) {
    const pid_t child = fork();
    if (child == 0) pitfall::run_child(i);
    if (pitfall::status_of(child) == 4) ++good;
  }
  pitfall::leak_in_parent();
  pitfall::stopped = true;
  for (const pthread_t thread : threads) pthread_join(thread, nullptr);
  std::printf("%d of %d children ended well\n", good, pitfall::kForks);
}
