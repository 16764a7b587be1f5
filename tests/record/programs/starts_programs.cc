// SPDX-License-Identifier: Apache-2.0
//
// Starts /bin/true in each way there is, 25 times, while two threads allocate.
// vfork's child shares the parent's memory: what a recorder keeps of the process
// must be the parent's still when the child is gone.
#include <pthread.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>

#include "kept.h"

extern "C" char** environ;

namespace pitfall {
namespace {

constexpr const char* kProgram = "/bin/true";
std::atomic<bool> stopped = false;

}  // namespace

void* allocate_always(void*) {
  while (!stopped) churn(20, 100);
  return nullptr;
}

bool ended_well(pid_t child) {
  int status = -1;
  return waitpid(child, &status, 0) == child && status == 0;
}

bool by_vfork() {
  const pid_t child = vfork();
  if (child == 0) {
    execl(kProgram, kProgram, nullptr);
    _exit(127);
  }
  return ended_well(child);
}

bool by_fork() {
  const pid_t child = fork();
  if (child == 0) {
    churn(10, 10);
    execl(kProgram, kProgram, nullptr);
    _exit(127);
  }
  return ended_well(child);
}

bool by_spawn() {
  std::array<char, 10> name = {"/bin/true"};
  std::array<char*, 2> arguments = {name.data(), nullptr};
  pid_t child = 0;
  return posix_spawn(&child, kProgram, nullptr, nullptr, arguments.data(), environ) == 0 &&
         ended_well(child);
}

bool by_pipe() {
  std::FILE* const out = popen("echo x", "r");
  return out != nullptr && std::fgetc(out) == 'x' && pclose(out) == 0;
}

[[gnu::noinline]] void leak_after_children() {
  leak(11, 4000);
}

}  // namespace pitfall

int main() {
  std::array<pthread_t, 2> threads;
  for (pthread_t& thread : threads) {
    pthread_create(&thread, nullptr, pitfall::allocate_always, nullptr);
  }
  int vforked = 0, forked = 0, spawned = 0, shells = 0, pipes = 0;
  for (int i = 0; i < 25; ++i) {
    vforked += pitfall::by_vfork();
    forked += pitfall::by_fork();
    spawned += pitfall::by_spawn();
    shells += std::system("exit 0") == 0;
    pipes += pitfall::by_pipe();
  }
  pitfall::leak_after_children();
  pitfall::stopped = true;
  for (const pthread_t thread : threads) pthread_join(thread, nullptr);
  std::printf("%d %d %d %d %d\n", vforked, forked, spawned, shells, pipes);
}
