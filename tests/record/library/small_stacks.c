// SPDX-License-Identifier: Apache-2.0
//
// Allocates on stacks as small as they may be, and prints how many bytes of each were used
// below the function that allocates: a thread's of PTHREAD_STACK_MIN, and an alternate
// signal stack with little more than the kernel's own frame takes.
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <unistd.h>

#define KEPT __attribute__((noinline, noclone))

#ifndef AT_MINSIGSTKSZ
#define AT_MINSIGSTKSZ 51
#endif

// For what the handler itself and its calls need.
enum { HANDLER_ROOM = 4096, PAINT = 0x5a };

static size_t used_in_thread, used_in_handler;
static void *volatile kept;

KEPT static void allocate(void) {
  for (int i = 0; i < 200; ++i) {
    kept = malloc(1000 + (size_t)i);
    if (i % 2 == 0) kept = realloc(kept, 3000);
    if (i % 4 == 0) free(kept);
    kept = calloc(3, 100);
  }
}

// Paints from `lowest` up to near its own frame, allocates, and returns how far down the
// paint is gone.
KEPT static size_t used_below(unsigned char *lowest) {
  unsigned char *const here = __builtin_frame_address(0);
  unsigned char *volatile top = here - 128;
  for (unsigned char *volatile at = lowest; at < top; ++at) *at = PAINT;
  allocate();
  unsigned char *at = lowest;
  while (at < top && *at == PAINT) ++at;
  return (size_t)(here - at);
}

static void *run_thread(void *lowest) {
  used_in_thread = used_below(lowest);
  return NULL;
}

static unsigned char *alternate;

static void handle(int number) {
  (void)number;
  used_in_handler = used_below(alternate);
}

// Returns so many bytes behind a page that nobody may touch.
static unsigned char *guarded(size_t bytes) {
  const size_t page = (size_t)sysconf(_SC_PAGESIZE);
  bytes = (bytes + page - 1) / page * page;
  unsigned char *pages =
      mmap(NULL, bytes + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) exit(2);
  mprotect(pages, page, PROT_NONE);
  return pages + page;
}

static void in_thread(void) {
  pthread_attr_t attributes;
  pthread_t thread;
  // The whole is the thread's own, thread-local variables and all.
  const size_t bytes = (size_t)sysconf(_SC_THREAD_STACK_MIN);
  unsigned char *stack = guarded(bytes);
  pthread_attr_init(&attributes);
  pthread_attr_setstack(&attributes, stack, bytes);
  if (pthread_create(&thread, &attributes, run_thread, stack) != 0) exit(2);
  pthread_join(thread, NULL);
}

static void in_handler(void) {
  unsigned long least = getauxval(AT_MINSIGSTKSZ);
  if (least < (unsigned long)MINSIGSTKSZ) least = (unsigned long)MINSIGSTKSZ;
  stack_t stack = {0};
  stack.ss_size = least + HANDLER_ROOM;
  stack.ss_sp = alternate = guarded(stack.ss_size);
  sigaltstack(&stack, NULL);
  struct sigaction action = {0};
  action.sa_handler = handle;
  action.sa_flags = SA_ONSTACK;
  sigaction(SIGUSR1, &action, NULL);
  raise(SIGUSR1);
}

int main(void) {
  in_thread();
  in_handler();
  printf("thread %zu\nhandler %zu\n", used_in_thread, used_in_handler);
  return 0;
}
