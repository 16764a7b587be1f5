// SPDX-License-Identifier: Apache-2.0
#include "record/shim/dumps/watch.h"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <limits>

#include "record/shim/dumps/memory_limit.h"
#include "record/shim/ending_signals.h"
#include "record/shim/recorder.h"
#include "record/shim/symbols.h"
#include "record/shim/system/system.h"

namespace jescope::shim {
namespace {

constexpr int64_t kMillisecond = 1'000'000;
constexpr int64_t kLookEvery = 50 * kMillisecond;
constexpr int64_t kLookForLast = 500 * kMillisecond;  // whether other threads are there
// Memory that is dumped near the limit is dumped again when it grew by so many per cent
// of the limit: the dump before may be the last one, and a later one tells more.
constexpr uint64_t kAgainPercent = 3;

using PthreadCreate = int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);

struct Watch {
  std::atomic<bool> is_wanted = false;
  std::atomic<bool> is_running = false;
  std::atomic<uint32_t> calls = 0;  // of all reasons; the thread sleeps on it
  std::atomic<uint32_t> signals = 0;
  int64_t interval_ns = 0;
  int signal = 0;
  struct sigaction before = {};        // what the signal did
  std::atomic<bool> is_taken = false;  // by the program, for itself
  uint64_t threshold_bytes = 0;        // 0: none
  uint64_t again_bytes = 0;
  std::atomic<uint64_t> next_threshold_bytes = 0;
  std::atomic<uint64_t> next_look_bytes = 0;  // of all allocated
  bool looks_at_group = false;
  MemoryLimit limit;
};
constinit Watch watch;

const volatile uint32_t* calls_word() {
  return reinterpret_cast<const volatile uint32_t*>(&watch.calls);
}

void call_thread() {
  watch.calls += 1;
  wake(calls_word(), 1);
}

void handle_signal(int /*number*/) {
  watch.signals += 1;
  call_thread();
}

// A signal that ends a program by default still does, after its dump.
void pass_signal_on() {
  const bool is_harmless = watch.signal == SIGUSR1 || watch.signal == SIGUSR2;
  if (is_harmless || watch.before.sa_handler != SIG_DFL) return;
  set_signal(watch.signal, &watch.before, nullptr);
  call_kernel(SYS_kill, process_id(), watch.signal);
}

uint64_t used_bytes() {
  return watch.looks_at_group ? watch.limit.used_bytes() : resident_bytes();
}

void look_at_memory() {
  if (watch.threshold_bytes == 0) return;
  const uint64_t used = used_bytes();
  if (used < watch.threshold_bytes - std::min(watch.threshold_bytes, watch.again_bytes)) {
    watch.next_threshold_bytes = watch.threshold_bytes;
  }
  if (used < watch.next_threshold_bytes) return;
  watch.next_threshold_bytes = used + watch.again_bytes;
  dump_because_of_limit();
}

int64_t sleep_ns(int64_t until_interval_ns) {
  const int64_t look = watch.threshold_bytes == 0 ? kLookForLast : kLookEvery;
  if (watch.interval_ns == 0) return look;
  return std::min(look, std::max<int64_t>(until_interval_ns, 0));
}

// Whether the first thread has left by pthread_exit, and no other is there any more. Then
// the C library ends the program when this one leaves, too.
bool is_last_thread() {
  Text<64> path;
  path.add("/proc/self/task/").add_number(static_cast<uint64_t>(process_id())).add("/stat");
  char stat[512] = {};
  const std::string_view text(stat, read_file(path.c_str(), stat, sizeof stat));
  const size_t end = text.rfind(')');  // of the name: "12 (name) Z 1 ..."
  if (end == std::string_view::npos || end + 2 >= text.size() || text[end + 2] != 'Z') return false;
  return count_threads() == 2;
}

void* run_watch(void* /*nothing*/) {
  thread_state.is_inside = true;
  uint32_t seen_calls = 0;
  uint32_t seen_signals = 0;
  int64_t due = now_ns() + watch.interval_ns;
  while (!is_last_thread()) {
    wait_while(calls_word(), seen_calls, sleep_ns(due - now_ns()));
    seen_calls = watch.calls;
    if (const uint32_t arrived = watch.signals; arrived != seen_signals) {
      seen_signals = arrived;
      dump_because_of_signal();
      pass_signal_on();
    }
    if (watch.interval_ns != 0 && now_ns() >= due) {
      dump_because_of_interval();
      due = std::max(due + watch.interval_ns, now_ns());
    }
    look_at_memory();
  }
  return nullptr;
}

void run_thread() {
  if (watch.is_running.exchange(true)) return;
  const auto create = reinterpret_cast<PthreadCreate>(find_symbol("pthread_create"));
  pthread_t thread = {};
  const SignalsHeld signals;  // the new thread takes none
  if (create == nullptr || create(&thread, nullptr, &run_watch, nullptr) != 0) {
    watch.is_wanted = false;
    tell("pthread_create: expected a thread for dumps by time, signal or memory, got none");
  }
}

void watch_signal(uint64_t number) {
  if (number == 0) return;
  watch.signal = static_cast<int>(number);
  struct sigaction action = {};
  action.sa_handler = &handle_signal;
  action.sa_flags = SA_RESTART;
  if (set_signal(watch.signal, &action, &watch.before) == 0) return;
  tell("sigaction: expected to watch a signal for dumps, got an error");
  watch.signal = 0;
}

void watch_memory(const Setting& setting) {
  watch.threshold_bytes = setting.at_rss_bytes;
  uint64_t whole = setting.at_rss_bytes;
  if (setting.at_rss_percent != 0) {
    watch.limit.find();
    whole = watch.limit.limit_bytes();
    watch.looks_at_group = true;
    watch.threshold_bytes = whole / 100 * setting.at_rss_percent;
  }
  watch.again_bytes = std::max<uint64_t>(whole / 100 * kAgainPercent, 1);
  watch.next_threshold_bytes = watch.threshold_bytes;
}

}  // namespace

void start_watch(const Setting& setting) {
  if (watch.is_wanted) return;
  watch.interval_ns = static_cast<int64_t>(setting.interval_ms) * kMillisecond;
  watch_memory(setting);
  watch_signal(setting.signal);
  watch.is_wanted = watch.interval_ns != 0 || watch.threshold_bytes != 0 || watch.signal != 0;
  if (watch.is_wanted) run_thread();
}

void forget_watch() {
  watch.is_running = false;
}

void show_without_watch(struct sigaction& seen) {
  if (seen.sa_handler == &handle_signal) seen = watch.before;
}

void tell_signal_taken(int number) {
  if (number == 0 || number != watch.signal || watch.is_taken.exchange(true)) return;
  tell("signal: expected a signal for dumps, got one that the program handles itself");
}

void check_memory_after(uint64_t allocated_bytes) {
  if (!watch.is_wanted) return;
  if (!watch.is_running) run_thread();
  if (watch.threshold_bytes == 0 || allocated_bytes < watch.next_look_bytes) return;
  watch.next_look_bytes = allocated_bytes + watch.again_bytes / 2;
  call_thread();
}

}  // namespace jescope::shim
