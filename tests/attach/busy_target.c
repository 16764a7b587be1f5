/* SPDX-License-Identifier: Apache-2.0
 *
 * busy_target KIND [SECONDS]: a program to be asked for dumps while it works, and that
 * finds out itself whether anything of its threads was touched. Links no jemalloc: that is
 * preloaded, or linked by the build.
 *
 *   idle      one thread sleeps
 *   threads   three threads allocate and free all the time, what they hold has checksums;
 *             the main thread computes with integer and vector registers that live across
 *             any moment, and compares with what it computed undisturbed
 *   leaderless
 *             the same, but the first thread has ended, and another one does its work
 *   churn     threads that allocate once and end, many thousands a second
 *   alloc     one thread that is nearly always inside the allocator
 *   nanosleep, read, futex, epoll, poll, pselect
 *             a single thread that blocks so, again and again, for a known time or until
 *             bytes come; an error that should not come, EINTR among them, is a failure
 *   signals   as nanosleep, while a timer's signal arrives a thousand times a second and
 *             must end the sleep
 *   self      allocates a fixed set and, on each line of standard input that names a file,
 *             writes prof.dump there itself
 *
 * Prints "ready", and at the end "fine N" after N checks, or what is wrong and ends with 1.
 * SIGTERM ends it in order.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#ifdef MALLCTL
int MALLCTL(const char *, void *, size_t *, void *, size_t);
#else
int mallctl(const char *, void *, size_t *, void *, size_t) __attribute__((weak));
#define MALLCTL mallctl
#endif

static volatile sig_atomic_t ends;
static volatile sig_atomic_t signals_seen;
static unsigned long checks;

static void end(int signal) { (void)signal; ends = 1; }
static void count(int signal) { (void)signal; ++signals_seen; }

static void fail(const char *what, long got) {
  fprintf(stderr, "broken: %s (%ld, errno %d)\n", what, got, errno);
  _exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Blocks that tell where they should be: first and last word are made of the address. */
static void *allocate(void *unused) {
  enum { kHeld = 2000 };
  uint64_t *held[kHeld] = {0};
  size_t words[kHeld] = {0};
  uint64_t state = (uint64_t)(uintptr_t)&state | 1;
  (void)unused;
  while (!ends) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    size_t i = (state >> 33) % kHeld;
    if (held[i] != NULL) {
      uint64_t mark = (uint64_t)(uintptr_t)held[i] ^ words[i];
      if (held[i][0] != mark || held[i][words[i] - 1] != mark) fail("a block", (long)i);
      free(held[i]);
    }
    words[i] = 2 + (state >> 50) % 200;
    held[i] = malloc(words[i] * 8);
    held[i][0] = held[i][words[i] - 1] = (uint64_t)(uintptr_t)held[i] ^ words[i];
    __atomic_add_fetch(&checks, 1, __ATOMIC_RELAXED);
  }
  for (size_t i = 0; i < kHeld; ++i) free(held[i]);
  return NULL;
}

typedef double wide __attribute__((vector_size(32)));
typedef uint64_t words4 __attribute__((vector_size(32)));

/* Sixteen values that the compiler keeps in registers over the loop. */
__attribute__((noinline)) static uint64_t compute(uint64_t seed) {
  uint64_t a = seed, b = seed ^ 3, c = seed + 5, d = ~seed, e = 1, f = 2;
  wide x = {1, 2, 3, 4}, y = {5, 6, 7, 8}, z = {0.5, 0.25, 0.125, 1};
  words4 v = {seed, seed + 1, seed + 2, seed + 3};
  long double deep = 1.0L;
  for (int i = 0; i < 20000; ++i) {
    a = a * 2862933555777941757u + b;
    b ^= a >> 7;
    c += b ^ d;
    d = (d << 3 | d >> 61) + c;
    e += a & d;
    f ^= e + c;
    x = x * 0.999 + y * 0.001 + z;
    y = y * 0.5 + x * 0.25;
    z = z * 0.99 + 0.01;
    v = v * 3 + (words4){a, b, c, d};
    deep = deep * 0.75L + 1.0L;
  }
  double sum = x[0] + x[1] + x[2] + x[3] + y[0] + y[3] + z[1] + (double)deep;
  uint64_t bits;
  memcpy(&bits, &sum, sizeof bits);
  return a ^ b ^ c ^ d ^ e ^ f ^ v[0] ^ v[1] ^ v[2] ^ v[3] ^ bits;
}

static void run_threads(void) {
  pthread_t threads[3];
  uint64_t expected = compute(42);
  for (int i = 0; i < 3; ++i) pthread_create(&threads[i], NULL, allocate, NULL);
  while (!ends) {
    uint64_t got = compute(42);
    if (got != expected) fail("registers", (long)(got ^ expected));
    __atomic_add_fetch(&checks, 1, __ATOMIC_RELAXED);
  }
  for (int i = 0; i < 3; ++i) pthread_join(threads[i], NULL);
}

static void *allocate_once(void *unused) {
  void *volatile block = malloc(100);
  free(block);
  return unused;
}

static void run_churn(void) {
  enum { kThreads = 16 };
  while (!ends) {
    pthread_t threads[kThreads];
    for (int i = 0; i < kThreads; ++i) pthread_create(&threads[i], NULL, allocate_once, NULL);
    for (int i = 0; i < kThreads; ++i) pthread_join(threads[i], NULL);
    ++checks;
  }
}

static void *run_threads_to_end(void *unused) {
  run_threads();
  printf("fine %lu\n", checks);
  exit(0);
  return unused;
}

static void run_leaderless(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, run_threads_to_end, NULL);
  pthread_exit(NULL);
}

static void run_alloc(void) {
  uint64_t expected = compute(7);
  while (!ends) {
    for (int i = 0; i < 20000; ++i) {
      void *block = malloc(16 + (size_t)i % 3000);
      __asm__ volatile("" : : "r"(block) : "memory");
      free(block);
    }
    if (compute(7) != expected) fail("registers", 0);
    ++checks;
  }
}

/* An early return of a wait for `seconds` is a failure, unless the end has come. */
static void check_time(const char *what, double start, double seconds) {
  if (!ends && now() - start < seconds * 0.99) fail(what, (long)((now() - start) * 1e6));
  ++checks;
}

static void run_nanosleep(void) {
  while (!ends) {
    struct timespec time = {0, 20000000};
    double start = now();
    if (nanosleep(&time, NULL) != 0 && !ends) fail("nanosleep", errno);
    check_time("nanosleep came back early", start, 0.02);
  }
}

static void run_futex(void) {
  int word = 0;
  while (!ends) {
    struct timespec time = {0, 20000000};
    double start = now();
    long got = syscall(SYS_futex, &word, FUTEX_WAIT, 0, &time, NULL, 0);
    if (!ends && (got != -1 || errno != ETIMEDOUT)) fail("futex", got);
    check_time("futex came back early", start, 0.02);
  }
}

static void run_poll(void) {
  while (!ends) {
    double start = now();
    int got = poll(NULL, 0, 20);
    if (got != 0 && !ends) fail("poll", got);
    check_time("poll came back early", start, 0.02);
  }
}

static void run_pselect(void) {
  sigset_t mask;
  sigemptyset(&mask);
  while (!ends) {
    struct timespec time = {0, 20000000};
    double start = now();
    int got = pselect(0, NULL, NULL, NULL, &time, &mask);
    if (got != 0 && !ends) fail("pselect", got);
    check_time("pselect came back early", start, 0.02);
  }
}

static void run_epoll(void) {
  int set = epoll_create1(0);
  struct epoll_event event;
  while (!ends) {
    int got = epoll_wait(set, &event, 1, 20);
    if (got != 0 && !ends) fail("epoll_wait", got);
    ++checks;
  }
}

static void *feed(void *descriptor) {
  while (!ends) {
    usleep(3000);
    if (write(*(int *)descriptor, "x", 1) != 1) break;
  }
  return NULL;
}

/* A thread of its own writes bytes; the main thread must read each, without EINTR. */
static void run_read(void) {
  int ends_of_pipe[2];
  pthread_t feeder;
  if (pipe(ends_of_pipe) != 0) fail("pipe", 0);
  pthread_create(&feeder, NULL, feed, &ends_of_pipe[1]);
  while (!ends) {
    char byte = 0;
    ssize_t got = read(ends_of_pipe[0], &byte, 1);
    if (!ends && (got != 1 || byte != 'x')) fail("read", got);
    ++checks;
  }
  pthread_join(feeder, NULL);
}

static void run_signals(void) {
  struct sigaction action = {.sa_handler = count};
  struct itimerval timer = {{0, 1000}, {0, 1000}};
  sigaction(SIGALRM, &action, NULL);
  setitimer(ITIMER_REAL, &timer, NULL);
  while (!ends) {
    struct timespec time = {100, 0};
    double start = now();
    int got = nanosleep(&time, NULL);
    if (got != -1 || errno != EINTR) fail("a signal did not end nanosleep", got);
    if (now() - start > 50) fail("a signal was lost", signals_seen);
    ++checks;
  }
}

static void run_self(void) {
  char path[4096];
  static char input[4096];
  static void *held[3000];
  setvbuf(stdin, input, _IOFBF, sizeof input); /* else the first line allocates one */
  for (int i = 0; i < 3000; ++i) held[i] = malloc(100 + (size_t)i);
  printf("ready\n");
  fflush(stdout);
  while (!ends && fgets(path, sizeof path, stdin) != NULL) {
    path[strcspn(path, "\n")] = 0;
    const char *name = path;
    int status = MALLCTL("prof.dump", NULL, NULL, &name, sizeof name);
    printf("dumped %d\n", status);
    fflush(stdout);
  }
  if (held[0] == NULL) fail("blocks", 0);
}

int main(int argc, char **argv) {
  static const struct { const char *name; void (*run)(void); } kinds[] = {
      {"threads", run_threads},     {"leaderless", run_leaderless}, {"churn", run_churn},
      {"alloc", run_alloc},         {"nanosleep", run_nanosleep},   {"read", run_read},
      {"futex", run_futex},         {"epoll", run_epoll},           {"poll", run_poll},
      {"pselect", run_pselect},     {"signals", run_signals},       {"idle", run_nanosleep},
      {"self", run_self}};
  struct sigaction action = {.sa_handler = end};
  const char *kind = argc > 1 ? argv[1] : "idle";
  sigaction(SIGTERM, &action, NULL);
  void *kept = malloc(1 << 20);
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; ++i) {
    if (strcmp(kinds[i].name, kind) != 0) continue;
    if (kinds[i].run != run_self) {
      printf("ready\n");
      fflush(stdout);
    }
    kinds[i].run();
    free(kept);
    printf("fine %lu\n", checks);
    return 0;
  }
  fprintf(stderr, "no such kind: %s\n", kind);
  return 2;
}
