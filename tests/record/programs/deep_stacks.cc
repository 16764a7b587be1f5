// SPDX-License-Identifier: Apache-2.0
//
// Allocates a million calls deep, with little stack left in a thread of the smallest
// stack there is, and on an alternate signal stack.
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>

#include <cstdint>

#include "kept.h"

namespace pitfall {

constexpr int kDepth = 1'000'000;
constexpr size_t kDeepStackBytes = size_t{1} << 30;

// What is left of a stack when it allocates. glibc promises the caller of
// pthread_create about so much of PTHREAD_STACK_MIN.
constexpr size_t kLeftBytes = 8192;

[[gnu::noinline]] void leak_deep_down() {
  leak(5, 10'000);
}

[[gnu::noinline]] int go_down(int depth) {
  if (depth == 0) {
    leak_deep_down();
    return 0;
  }
  return go_down(depth - 1) + 1;
}

void* deep_main(void*) {
  require(go_down(kDepth) == kDepth, "a million calls");
  return nullptr;
}

[[gnu::noinline]] void leak_near_the_end() {
  leak(5, 11'000);
}

// Goes on until the lowest address of this stack is `kLeftBytes` away.
[[gnu::noinline]] int fill_stack(uintptr_t lowest) {
  volatile char here[256];
  here[0] = 1;
  if (reinterpret_cast<uintptr_t>(here) > lowest + kLeftBytes) return fill_stack(lowest) + here[0];
  leak_near_the_end();
  return 0;
}

void* shallow_main(void* lowest) {
  fill_stack(reinterpret_cast<uintptr_t>(lowest));
  return nullptr;
}

// Runs `entry` on a stack of our own, whose lowest page is not mapped.
void run_on(size_t stack_bytes, void* (*entry)(void*)) {
  void* const memory = mmap(nullptr, stack_bytes + 4096, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  require(memory != MAP_FAILED && mprotect(memory, 4096, PROT_NONE) == 0, "memory");
  char* const lowest = static_cast<char*>(memory) + 4096;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstack(&attributes, lowest, stack_bytes);
  pthread_t thread;
  require(pthread_create(&thread, &attributes, entry, lowest) == 0, "a thread");
  pthread_join(thread, nullptr);
}

[[gnu::noinline]] void leak_in_handler() {
  leak(5, 12'000);
}

void on_signal(int) {
  leak_in_handler();
}

// glibc's SIGSTKSZ of old, which programs still have in their binaries.
void allocate_on_alternate_stack() {
  static char memory[8192];
  const stack_t stack = {memory, 0, sizeof memory};
  require(sigaltstack(&stack, nullptr) == 0, "an alternate stack");
  struct sigaction action = {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_ONSTACK;
  sigaction(SIGUSR2, &action, nullptr);
  raise(SIGUSR2);
}

}  // namespace pitfall

int main() {
  pitfall::run_on(pitfall::kDeepStackBytes, pitfall::deep_main);
  pitfall::run_on(32 * 1024, pitfall::shallow_main);
  pitfall::allocate_on_alternate_stack();
  std::puts("deep, near the end, on an alternate stack");
}
