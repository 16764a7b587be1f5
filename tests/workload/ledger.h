// SPDX-License-Identifier: Apache-2.0
//
// The workload's own account of its heap: one call path a row, counted in the
// allocator's units (the usable size is the size class jemalloc charges). A call
// path registers itself; nothing here allocates, so the account adds no stacks.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace workload {

// One call path and what was allocated on it.
class CallPath {
 public:
  // `chain` names our functions innermost first, joined by ';', without
  // parameters: "workload::plain_malloc;workload::run_plan;main".
  explicit CallPath(const char* chain);

  // Counts `object` as allocated here and returns it.
  void* took(void* object);
  // Counts `object` as gone; call it while the object is still valid.
  void will_free(void* object);
  // Counts and frees what malloc and its relatives returned.
  void give_back(void* object);

 private:
  friend void write_truth(std::FILE* out);

  const char* chain_;
  CallPath* next_;
  std::atomic<uint64_t> live_objects_ = 0;
  std::atomic<uint64_t> live_bytes_ = 0;
  std::atomic<uint64_t> total_objects_ = 0;
  std::atomic<uint64_t> total_bytes_ = 0;
};

// Writes a line a call path: chain, live objects, live bytes, total objects,
// total bytes, separated by tabs.
void write_truth(std::FILE* out);

}  // namespace workload
