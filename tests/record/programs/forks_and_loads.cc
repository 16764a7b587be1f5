// SPDX-License-Identifier: Apache-2.0
//
// forks_and_loads LIBRARY: two threads open and close a library, two have new threads
// allocate, and the program forks meanwhile: each child allocates and ends. Nothing may
// hang, neither in a child nor in the parent.
#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <thread>

#include "kept.h"

namespace {

std::atomic<bool> stopped = false;
const char* library_path;

void load_once() {
  void* const library = dlopen(library_path, RTLD_NOW | RTLD_LOCAL);
  pitfall::require(library != nullptr, library_path);
  const auto work = reinterpret_cast<void (*)()>(dlsym(library, "plugin_work"));
  pitfall::require(work != nullptr, "plugin_work");
  work();
  dlclose(library);
}

void load_often() {
  while (!stopped) load_once();
}

void allocate_often() {
  for (int i = 0; i < 300 && !stopped; ++i) std::thread([] { pitfall::churn(3, 300); }).join();
}

}  // namespace

[[gnu::noinline]] void leak_in_parent() {
  pitfall::leak(1, 900);
}

int main(int, char** arguments) {
  library_path = arguments[1];
  std::array<std::thread, 4> threads = {std::thread(load_often), std::thread(load_often),
                                        std::thread(allocate_often), std::thread(allocate_often)};
  for (int i = 0; i < 40; ++i) {
    leak_in_parent();
    const pid_t child = fork();
    if (child == 0) {
      pitfall::churn(10, 200);
      _exit(i);
    }
    int status = 0;
    waitpid(child, &status, 0);
    pitfall::require(WIFEXITED(status) && WEXITSTATUS(status) == i, "a child that ends");
  }
  stopped = true;
  for (std::thread& thread : threads) thread.join();
  std::puts("40 children ended");
}
