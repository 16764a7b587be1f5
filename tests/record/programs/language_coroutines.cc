// SPDX-License-Identifier: Apache-2.0
//
// Coroutines of C++20: their frames come from operator new, and they are resumed on
// another thread's stack than the one that began them.
#include <coroutine>
#include <thread>
#include <vector>

#include "kept.h"

namespace pitfall {

struct Task {
  struct promise_type {
    Task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::abort(); }
  };
  std::coroutine_handle<promise_type> handle;
};

[[gnu::noinline]] void leak_in_coroutine() {
  leak(4, 1000);
}

Task work() {
  std::vector<int> kept(100, 1);
  for (int i = 0; i < 3; ++i) {
    leak_in_coroutine();
    kept.push_back(i);
    co_await std::suspend_always();
  }
}

void run(std::vector<Task>& tasks) {
  for (const Task& task : tasks) task.handle.resume();
}

}  // namespace pitfall

int main() {
  std::vector<pitfall::Task> tasks;
  for (int i = 0; i < 50; ++i) tasks.push_back(pitfall::work());
  pitfall::run(tasks);
  std::thread([&] { pitfall::run(tasks); }).join();
  pitfall::run(tasks);
  pitfall::run(tasks);
  for (const pitfall::Task& task : tasks) task.handle.destroy();
  std::puts("50 coroutines");
}
