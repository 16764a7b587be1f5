// SPDX-License-Identifier: Apache-2.0
//
// Allocates once by each of several ways through a program, a size for each way. The
// stacks are known.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#define KEPT __attribute__((noinline, noclone))

static volatile size_t kept_bytes;
static void *volatile kept;

KEPT void allocate(size_t bytes) {
  kept = malloc(bytes);
  kept_bytes += bytes;
}

KEPT void with_large_frame(size_t bytes) {
  volatile char room[20000];
  room[bytes % sizeof room] = 1;
  allocate(bytes);
  kept_bytes += (size_t)room[bytes % sizeof room];
}

KEPT void with_alloca(size_t bytes) {
  volatile char *room = __builtin_alloca(bytes % 3000 + 100);
  room[0] = 1;
  allocate(bytes);
  kept_bytes += (size_t)room[0];
}

KEPT void with_recursion(size_t bytes, int depth) {
  if (depth == 0) {
    allocate(bytes);
  } else {
    with_recursion(bytes, depth - 1);
  }
  kept_bytes += 1;
}

KEPT void with_aligned_room(size_t bytes) {
  volatile char room[64] __attribute__((aligned(64)));
  room[bytes % sizeof room] = 1;
  allocate(bytes);
  kept_bytes += (size_t)room[bytes % sizeof room];
}

KEPT void handle(int signal) {
  allocate(5105);
  kept_bytes += (size_t)signal;
}

KEPT void handle_on_own_stack(int signal) {
  allocate(5106);
  kept_bytes += (size_t)signal;
}

KEPT void with_signal(void) {
  raise(SIGUSR1);
  kept_bytes += 1;
}

KEPT void with_signal_stack(void) {
  stack_t stack = {0};
  stack.ss_size = 1 << 17;
  stack.ss_sp = malloc(stack.ss_size);
  struct sigaction action = {0};
  sigaltstack(&stack, NULL);
  action.sa_handler = handle_on_own_stack;
  action.sa_flags = SA_ONSTACK;
  sigaction(SIGUSR2, &action, NULL);
  raise(SIGUSR2);
  kept_bytes += 1;
}

KEPT int main(void) {
  with_large_frame(5101);
  with_alloca(5102);
  with_recursion(5103, 40);
  with_aligned_room(5104);
  signal(SIGUSR1, handle);
  with_signal();
  with_signal_stack();
  printf("%zu bytes and more\n", kept_bytes);
  return 0;
}
