// SPDX-License-Identifier: Apache-2.0
//
// Samples of a dump by thread. Internal to `normalize`.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <utility>

#include "jescope/model/address_profile.h"
#include "jescope/model/dump.h"

namespace jescope {

class ThreadSamples {
 public:
  explicit ThreadSamples(const Dump& dump);

  // Adds what a record holds in all, for the threads of its lines; without
  // lines it is of no thread.
  void add(LocationStacks::Row stack, const Values& whole, std::span<const ThreadCounts> lines);

  // Makes a snapshot of each thread that has something.
  void move_into(AddressProfile& profile) const;

 private:
  static constexpr uint32_t kNoThread = 0;

  const Dump& dump_;
  std::map<uint64_t, uint32_t> slots_;                    // by number of the thread; from 1
  std::map<std::pair<uint32_t, uint32_t>, Values> sums_;  // by slot and row
};

}  // namespace jescope
