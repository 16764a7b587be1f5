// SPDX-License-Identifier: Apache-2.0
//
// The workload's own account of its heap: one call path a row, counted both as the
// allocator does (the usable size is the size class jemalloc charges) and as it was
// asked (what a recorder of malloc's arguments charges). A call path registers itself;
// nothing here allocates, so the account adds no stacks.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace workload {

// Which bytes an account counts.
enum class Counted { kUsable, kAsked };

// One call path and what was allocated on it.
class CallPath {
 public:
  // `chain` names our functions innermost first, joined by ';', without
  // parameters: "workload::plain_malloc;workload::run_plan;main".
  explicit CallPath(const char* chain);

  // Counts `object`, asked for as `asked_bytes`, as allocated here and returns it.
  void* took(void* object, size_t asked_bytes);
  // Counts `object` as gone; call it while the object is still valid.
  void will_free(void* object, size_t asked_bytes);
  // Counts and frees what malloc and its relatives returned.
  void give_back(void* object, size_t asked_bytes);

 private:
  friend void write_truth(std::FILE* out, Counted counted);

  struct Bytes {
    std::atomic<uint64_t> usable = 0;
    std::atomic<uint64_t> asked = 0;
  };

  const char* chain_;
  CallPath* next_;
  std::atomic<uint64_t> live_objects_ = 0;
  std::atomic<uint64_t> total_objects_ = 0;
  Bytes live_;
  Bytes total_;
};

// Writes a line a call path: chain, live objects, live bytes, total objects,
// total bytes, separated by tabs.
void write_truth(std::FILE* out, Counted counted);

}  // namespace workload
