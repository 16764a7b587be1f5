// SPDX-License-Identifier: Apache-2.0
//
// One thread of another process under our control: ptrace(2)'s door. The process's other
// threads run on.
//
// A thread that is let go runs on as if nothing had been: no signal is sent to it, none
// is lost, and PTRACE_O_EXITKILL is not set, so it survives our end. All calls must come
// from one thread of ours, as ptrace wants it, while it has HeldSignals.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/result.h"
#include "record/attach/registers.h"

namespace jescope {

using Clock = std::chrono::steady_clock;

enum class ThreadEvent {
  kInterrupted,  // stands still because we wished it
  kJobStopped,   // a signal such as SIGSTOP has stopped its process
  kSystemCall,   // stands before or behind a system call
  kSignal,       // a signal is about to reach it
  kGone,         // it has ended
  kSilent,       // it has not stopped in time
};

struct ThreadStop {
  ThreadEvent event = ThreadEvent::kSilent;
  int signal = 0;  // of kSignal and kJobStopped
};

class TracedThread {
 public:
  // Takes control; the thread runs on. errno tells why where is_ours() is false then.
  explicit TracedThread(pid_t thread);
  TracedThread(const TracedThread&) = delete;
  TracedThread& operator=(const TracedThread&) = delete;
  // Lets it go where that was not done before.
  ~TracedThread();

  bool is_ours() const { return is_ours_; }
  pid_t id() const { return thread_; }

  // Makes it stand still; signals that come before are passed to it.
  ThreadStop interrupt(Clock::time_point deadline);

  // Lets it run until it stops before or behind its next system call, or otherwise.
  ThreadStop run_to_system_call(Clock::time_point deadline);

  // Lets it run until a signal stops it.
  ThreadStop run_to_signal(Clock::time_point deadline);

  // Lets it run until it comes to `address`, in the way of all its signals, and then stands
  // still there: kInterrupted. Everything else, kSilent among it, is a stop elsewhere, or
  // its end. False signals are never sent: where SIGTRAP is blocked or ignored, it stays
  // where it is.
  ThreadStop run_to_address(uint64_t address, uint64_t ignored_signals, Clock::time_point deadline);

  // Waits for the stop that follows a run that was kSilent.
  ThreadStop wait(Clock::time_point deadline);

  // The signals that it blocks, a bit each, SIGHUP the lowest.
  bool read_blocked_signals(uint64_t& mask) const;
  bool write_blocked_signals(uint64_t mask) const;

  // Lets the thread go. One that has not come to its address must stop first, however long
  // that takes: a breakpoint left in it would end its process.
  void release();

 private:
  void mend_wait() const;
  ThreadStop run(int request, int signal, Clock::time_point deadline);
  ThreadStop pass_signals(ThreadStop stop, Clock::time_point deadline);
  bool is_at_breakpoint() const;
  ThreadStop take_breakpoint(ThreadStop stop);

  pid_t thread_;
  bool is_ours_ = false;
  bool stands_ = false;
  uint64_t breakpoint_ = 0;  // 0: none is set
};

}  // namespace jescope
