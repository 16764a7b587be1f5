// SPDX-License-Identifier: Apache-2.0
//
// A lock of one word, without the C library.
//
//   0 free    1 held    2 held, and somebody may sleep
#pragma once

#include <atomic>
#include <cstdint>

#include "record/shim/system/system.h"

namespace jescope::shim {

class Lock {
 public:
  bool try_lock() {
    uint32_t free = 0;
    return word_.compare_exchange_strong(free, 1, std::memory_order_acquire);
  }
  void lock() {
    if (try_lock()) return;
    while (word_.exchange(2, std::memory_order_acquire) != 0) wait_while(raw(), 2);
  }
  void unlock() {
    if (word_.exchange(0, std::memory_order_release) == 2) wake(raw(), 1);
  }

 private:
  const volatile uint32_t* raw() const {
    return reinterpret_cast<const volatile uint32_t*>(&word_);
  }

  std::atomic<uint32_t> word_ = 0;
};

class Locked {
 public:
  explicit Locked(Lock& lock) : lock_(lock) { lock_.lock(); }
  ~Locked() { lock_.unlock(); }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;

 private:
  Lock& lock_;
};

}  // namespace jescope::shim
