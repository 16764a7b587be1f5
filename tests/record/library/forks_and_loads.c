// SPDX-License-Identifier: Apache-2.0
//
// forks_and_loads LIBRARY: threads open and close a library and call its allocations while
// the program forks; each child allocates and ends. With -DLIBRARY this is the library.
#include <stdlib.h>

__attribute__((noinline)) void allocate(void) {
  for (int i = 0; i < 10; ++i) {
    void *volatile room = malloc(100);
    free(room);
  }
}

#ifndef LIBRARY
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 3, FORKS = 100 };

static const char *path;
static volatile int stopped;

static void *load_often(void *nothing) {
  while (!stopped) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) _exit(2);
    void (*work)(void) = (void (*)(void))dlsym(library, "allocate");
    if (work == NULL) _exit(3);
    work();
    dlclose(library);
  }
  return nothing;
}

int main(int count, char **arguments) {
  pthread_t threads[THREADS];
  if (count != 2) return 4;
  path = arguments[1];
  for (int i = 0; i < THREADS; ++i) pthread_create(&threads[i], NULL, load_often, NULL);
  for (int i = 0; i < FORKS; ++i) {
    pid_t child = fork();
    if (child == 0) {
      allocate();
      _exit(i);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != i) return 5;
    allocate();
  }
  stopped = 1;
  for (int i = 0; i < THREADS; ++i) pthread_join(threads[i], NULL);
  printf("%d children ended\n", FORKS);
  return 0;
}
#endif
