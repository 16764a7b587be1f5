// SPDX-License-Identifier: Apache-2.0
//
// Named threads that allocate on one call path, all alive at the same time, so
// the C library serves each run of the workload with the same thread stacks.
#include <pthread.h>

#include <array>
#include <cstdlib>

#include "calls.h"
#include "ledger.h"

namespace workload {
namespace {

constexpr std::array<const char*, 3> kThreadNames = {"worker", "io worker", "flush:low 1"};

CallPath thread_path("workload::allocate_in_thread;workload::thread_main");
pthread_barrier_t all_started;

}  // namespace

[[gnu::noinline]] void allocate_in_thread(Order order) {
  for (int i = 0; i < order.objects; ++i) {
    void* const object = thread_path.took(std::malloc(order.bytes), order.bytes);
    if (i < order.freed) thread_path.give_back(object, order.bytes);
  }
}

void* thread_main(void* order) {
  pthread_barrier_wait(&all_started);
  allocate_in_thread(*static_cast<Order*>(order));
  return nullptr;
}

void run_threads(Order order) {
  std::array<pthread_t, kThreadNames.size()> threads;
  pthread_barrier_init(&all_started, nullptr, threads.size() + 1);
  for (size_t i = 0; i < threads.size(); ++i) {
    if (pthread_create(&threads[i], nullptr, thread_main, &order) != 0) std::abort();
    pthread_setname_np(threads[i], kThreadNames[i]);
  }
  pthread_barrier_wait(&all_started);
  for (const pthread_t thread : threads) pthread_join(thread, nullptr);
}

}  // namespace workload
