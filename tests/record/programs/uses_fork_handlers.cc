// SPDX-License-Identifier: Apache-2.0
//
// Forks, with a library that allocates in handlers of forks.
#include <sys/wait.h>
#include <unistd.h>

#include "kept.h"

int answer();

[[gnu::noinline]] void leak_beside_handlers() {
  pitfall::leak(10, 1000);
}

int main() {
  for (int i = 0; i < 20; ++i) {
    const pid_t child = fork();
    if (child == 0) _exit(answer() == 42 ? 0 : 1);
    int status = 0;
    pitfall::require(waitpid(child, &status, 0) == child && status == 0, "a child that ends well");
  }
  leak_beside_handlers();
  std::puts("done");
}
