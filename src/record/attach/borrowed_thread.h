// SPDX-License-Identifier: Apache-2.0
//
// A stopped thread that runs functions for us and then goes on as if nothing had been.
//
// It does so on a stack of ours, in memory that it maps for it, so its own stack may be
// as small or as strange as a coroutine's. A function returns to where nothing is mapped;
// the fault is told to us, and the process never sees it. All other signals are blocked
// meanwhile: they wait in the kernel, and arrive when the thread's own mask is back.
//
// The other threads run on. They may hold locks that the function waits for, and must be
// able to give them back; were they stopped, that could not end.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "jescope/base/result.h"
#include "record/attach/byte_reader.h"
#include "record/attach/registers.h"
#include "record/attach/traced_thread.h"

namespace jescope {

class BorrowedThread {
 public:
  // Told once where a call takes longer than some seconds; the thread cannot be left half
  // way, so there is no other end than the call's.
  using Slow = std::function<void()>;

  // `thread` stands still (kInterrupted); `system_call` is the address of an instruction
  // that makes one; `ignores_faults`: the process ignores SIGSEGV. Where an error comes
  // back, the thread stands as it stood.
  static Result<std::unique_ptr<BorrowedThread>> borrow(TracedThread& thread, uint64_t system_call,
                                                        bool ignores_faults, Slow slow);

  BorrowedThread(const BorrowedThread&) = delete;
  BorrowedThread& operator=(const BorrowedThread&) = delete;
  // Gives the thread back where that was not done before.
  ~BorrowedThread();

  // Makes a system call; returns what the kernel does: below zero an errno.
  Result<int64_t> system_call(uint64_t number, std::initializer_list<uint64_t> arguments);

  // Calls a function of the C ABI with at most six arguments.
  Result<uint64_t> call(uint64_t function, std::initializer_list<uint64_t> arguments);

  // Puts bytes into the thread's memory for the next calls, and tells where; at most a
  // few KiB in all since the last clear(). Nothing: it could not be written.
  std::optional<uint64_t> place(std::string_view bytes);
  // The same with a zero behind them.
  std::optional<uint64_t> place_text(std::string_view text) {
    return place(std::string(text) + '\0');
  }
  void clear() { used_bytes_ = 0; }

  // Reads from there.
  bool read(uint64_t address, void* target, size_t length) const;

  // Puts back all of it; the thread then stands as it stood.
  Result<Done> give_back();

 private:
  enum class Until { kSystemCall, kFault };

  BorrowedThread(TracedThread& thread, uint64_t system_call, bool ignores_faults, Slow slow)
      : thread_(thread),
        instruction_(system_call),
        slow_(std::move(slow)),
        ignores_faults_(ignores_faults) {}

  Result<Done> start();
  Result<int64_t> run_system_call(uint64_t number, const CallArguments& arguments);
  Result<Done> map_memory();
  ThreadStop run(Until until, Clock::time_point deadline);
  ThreadStop run_to_return();
  void put_back_ignored_fault();
  Error lost(std::string_view while_doing, const ThreadStop& stop) const;

  TracedThread& thread_;
  uint64_t instruction_;
  Slow slow_;
  Registers before_;
  uint64_t blocked_before_ = 0;
  uint64_t memory_ = 0;  // mapped by the thread for us; 0: not
  size_t used_bytes_ = 0;
  bool ignores_faults_ = false;
  bool is_borrowed_ = false;
  bool is_gone_ = false;
  bool is_to_stop_ = false;  // somebody wants the process to stop
};

}  // namespace jescope
