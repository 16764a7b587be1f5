// SPDX-License-Identifier: Apache-2.0
#include "record/shim/counts/thread_table.h"

#include <algorithm>

#include "record/shim/system/files.h"
#include "record/shim/system/lock.h"

namespace jescope::shim {

constinit thread_local ThreadState thread_state = {};

namespace {

constinit Thread threads[kThreads] = {};
constinit std::atomic<size_t> used_threads = 0;
constinit Lock entering;

void read_name(Thread& thread) {
  Text<48> path;
  path.add("/proc/self/task/").add_number(static_cast<uint64_t>(thread.tid)).add("/comm");
  char name[sizeof thread.name] = {};
  size_t length = read_file(path.c_str(), name, sizeof name - 1);
  if (length == 0) {
    thread.has_ended = true;
    return;
  }
  if (name[length - 1] == '\n') --length;
  std::fill(name + length, name + sizeof name, '\0');
  std::copy(name, name + sizeof name, thread.name);
}

// The kernel gives numbers of ended threads to new ones.
void end_threads_of(int tid) {
  for (size_t i = 0; i < used_threads; ++i) {
    if (threads[i].tid == tid) threads[i].has_ended = true;
  }
}

}  // namespace

Thread& enter_thread() {
  const Locked locked(entering);
  const size_t number = used_threads;
  if (number == kThreads) return threads[kThreads - 1];
  Thread& thread = threads[number];
  thread.number = static_cast<uint32_t>(number);
  if (number + 1 < kThreads) {
    thread.tid = thread_id();
    end_threads_of(thread.tid);
    read_name(thread);
  } else {
    constexpr char kOthers[] = "other threads";
    std::copy(std::begin(kOthers), std::end(kOthers), thread.name);
    thread.has_ended = true;
  }
  used_threads = number + 1;
  return thread;
}

void read_thread_names() {
  for (size_t i = 0; i < used_threads; ++i) {
    if (!threads[i].has_ended) read_name(threads[i]);
  }
}

size_t thread_count() {
  return used_threads;
}

const Thread& thread_at(size_t number) {
  return threads[number];
}

void forget_other_threads() {
  for (size_t i = 0; i < used_threads; ++i) threads[i].has_ended = true;
  Thread* const own = thread_state.thread;
  if (own == nullptr || own->tid == 0) return;
  own->tid = thread_id();
  own->has_ended = false;
}

void threads_before_fork() {
  entering.lock();
}

void threads_after_fork() {
  entering.unlock();
}

}  // namespace jescope::shim
