// SPDX-License-Identifier: Apache-2.0
//
// 400 threads in waves of 40, joined and detached, each with a name of its own. A
// thread frees what its wave's neighbour took, and keeps 25 blocks of 40 bytes.
#include <pthread.h>

#include <array>
#include <atomic>
#include <string>

#include "kept.h"

namespace pitfall {
namespace {

constexpr int kWaves = 10;
constexpr int kThreadsOfWave = 40;
std::array<std::atomic<void*>, kThreadsOfWave> handed_over;
std::atomic<int> detached_running = 0;

}  // namespace

[[gnu::noinline]] void keep_in_thread() {
  leak(25, 40);
}

void* joined_main(void* number) {
  const auto place = reinterpret_cast<size_t>(number);
  const std::string name = "wave " + std::to_string(place);
  pthread_setname_np(pthread_self(), name.c_str());
  keep_in_thread();
  churn(50, 200);
  std::free(handed_over[(place + 1) % kThreadsOfWave].exchange(seen(std::malloc(64))));
  return nullptr;
}

void* detached_main(void*) {
  churn(50, 3000);
  --detached_running;
  return nullptr;
}

void run_wave() {
  std::array<pthread_t, kThreadsOfWave> threads;
  for (size_t i = 0; i < threads.size(); ++i) {
    pthread_t detached;
    ++detached_running;
    require(pthread_create(&detached, nullptr, detached_main, nullptr) == 0, "a thread");
    pthread_detach(detached);
    void* const number = reinterpret_cast<void*>(i);
    require(pthread_create(&threads[i], nullptr, joined_main, number) == 0, "a thread");
  }
  for (const pthread_t thread : threads) pthread_join(thread, nullptr);
}

}  // namespace pitfall

int main() {
  for (int wave = 0; wave < pitfall::kWaves; ++wave) pitfall::run_wave();
  while (pitfall::detached_running > 0) sched_yield();
  std::puts("400 threads joined, 400 detached");
}
