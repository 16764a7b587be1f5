// SPDX-License-Identifier: Apache-2.0
#include "record/attach/traced_thread.h"

#include <sys/ptrace.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>

#include "record/attach/process_files.h"
#include "record/attach/process_traits.h"

namespace jescope {
namespace {

// What PTRACE_O_TRACESYSGOOD adds to SIGTRAP at system calls.
constexpr int kSystemCallMark = 0x80;

// Size of the kernel's set of signals, which is smaller than the C library's.
constexpr size_t kMaskBytes = sizeof(uint64_t);

constexpr uint64_t kTrap = uint64_t{1} << (SIGTRAP - 1);

// Waits until the kernel tells of a child or traced thread, at most `time`.
void wait_for_news(std::chrono::nanoseconds time) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGCHLD);
  timespec span = {};
  span.tv_nsec = static_cast<long>(time.count());
  sigtimedwait(&signals, nullptr, &span);
}

// Returns the signals that wait to reach a thread, a bit each.
uint64_t pending_signals(pid_t thread) {
  return parse_process_status(read_process_file(thread, "status")).pending;
}

ThreadStop stop_of(int status) {
  if (!WIFSTOPPED(status)) return {ThreadEvent::kGone, 0};
  const int signal = WSTOPSIG(status);
  if (status >> 16 == PTRACE_EVENT_STOP) {
    if (signal == SIGTRAP) return {ThreadEvent::kInterrupted, 0};
    return {ThreadEvent::kJobStopped, signal};
  }
  if (signal == (SIGTRAP | kSystemCallMark)) return {ThreadEvent::kSystemCall, 0};
  return {ThreadEvent::kSignal, signal};
}

}  // namespace

TracedThread::TracedThread(pid_t thread) : thread_(thread) {
  is_ours_ = ptrace(PTRACE_SEIZE, thread, nullptr, PTRACE_O_TRACESYSGOOD) == 0;
}

TracedThread::~TracedThread() {
  if (is_ours_) release();
}

// The wait is short where the thread runs, so it is asked often; news that come between
// the question and the wait are held by the blocked SIGCHLD.
ThreadStop TracedThread::wait(Clock::time_point deadline) {
  using std::chrono::milliseconds;
  while (true) {
    int status = 0;
    const pid_t got = waitpid(thread_, &status, __WALL | WNOHANG);
    if (got == thread_) {
      const ThreadStop stop = stop_of(status);
      stands_ = stop.event != ThreadEvent::kGone;
      is_ours_ = stands_;
      return stop;
    }
    if (got < 0 && errno != EINTR) {
      is_ours_ = stands_ = false;
      return {ThreadEvent::kGone, 0};
    }
    const auto left = deadline - Clock::now();
    if (left <= Clock::duration::zero()) return {ThreadEvent::kSilent, 0};
    wait_for_news(std::min<std::chrono::nanoseconds>(left, milliseconds(2)));
  }
}

ThreadStop TracedThread::run(int request, int signal, Clock::time_point deadline) {
  stands_ = false;
  if (ptrace(static_cast<__ptrace_request>(request), thread_, nullptr, signal) != 0 &&
      errno == ESRCH) {
    // It was killed where it stood; what is left is its end.
    return wait(deadline);
  }
  return wait(deadline);
}

ThreadStop TracedThread::interrupt(Clock::time_point deadline) {
  if (ptrace(PTRACE_INTERRUPT, thread_, nullptr, nullptr) != 0) return wait(deadline);
  const ThreadStop first = stands_ ? run(PTRACE_CONT, 0, deadline) : wait(deadline);
  const ThreadStop stop = pass_signals(first, deadline);
  if (stop.event == ThreadEvent::kInterrupted) mend_wait();
  return stop;
}

// Lets the thread run on from each signal, with it, but not from that of its breakpoint;
// and from a system call that was over late.
ThreadStop TracedThread::pass_signals(ThreadStop stop, Clock::time_point deadline) {
  while (stop.event == ThreadEvent::kSignal || stop.event == ThreadEvent::kSystemCall) {
    if (stop.signal == SIGTRAP && is_at_breakpoint()) break;
    stop = run(PTRACE_CONT, stop.signal, deadline);
  }
  return stop;
}

// A wait that our stop has ended goes on when the thread is let go.
void TracedThread::mend_wait() const {
  GeneralRegisters registers = {};
  if (const auto read = read_general_registers(thread_)) registers = *read;
  if (resume_wait(registers)) write_general_registers(thread_, registers);
}

ThreadStop TracedThread::run_to_system_call(Clock::time_point deadline) {
  return run(PTRACE_SYSCALL, 0, deadline);
}

ThreadStop TracedThread::run_to_signal(Clock::time_point deadline) {
  return run(PTRACE_CONT, 0, deadline);
}

ThreadStop TracedThread::run_to_address(uint64_t address, uint64_t ignored_signals,
                                        Clock::time_point deadline) {
  constexpr std::chrono::milliseconds kToStop{200};
  uint64_t blocked = kTrap;
  read_blocked_signals(blocked);
  const bool may_trap = ((blocked | ignored_signals) & kTrap) == 0;
  if (!may_trap || !set_breakpoint(thread_, address)) return {ThreadEvent::kSilent, 0};
  breakpoint_ = address;
  ThreadStop stop = pass_signals(run(PTRACE_CONT, 0, deadline), deadline);
  if (stop.event == ThreadEvent::kSilent) stop = interrupt(Clock::now() + kToStop);
  return stands_ ? take_breakpoint(stop) : stop;
}

bool TracedThread::is_at_breakpoint() const {
  const std::optional<GeneralRegisters> now = read_general_registers(thread_);
  return breakpoint_ != 0 && now && code_address(*now) == breakpoint_;
}

// Where the thread was stopped just as it came there, its SIGTRAP waits behind the stop, and
// would end the process later.
ThreadStop TracedThread::take_breakpoint(ThreadStop stop) {
  constexpr std::chrono::milliseconds kToSignal{200};
  set_breakpoint(thread_, 0);
  const bool is_there = is_at_breakpoint();
  breakpoint_ = 0;
  if (!is_there) return stop;
  if (stop.event != ThreadEvent::kSignal && (pending_signals(thread_) & kTrap) != 0) {
    stop = run(PTRACE_CONT, 0, Clock::now() + kToSignal);
  }
  const bool is_trap = stop.event == ThreadEvent::kSignal && stop.signal == SIGTRAP;
  return is_trap ? ThreadStop{ThreadEvent::kInterrupted, 0} : stop;
}

bool TracedThread::read_blocked_signals(uint64_t& mask) const {
  return ptrace(PTRACE_GETSIGMASK, thread_, kMaskBytes, &mask) == 0;
}

bool TracedThread::write_blocked_signals(uint64_t mask) const {
  return ptrace(PTRACE_SETSIGMASK, thread_, kMaskBytes, &mask) == 0;
}

void TracedThread::release() {
  using std::chrono::seconds;
  ThreadStop stop;
  if (!stands_) {
    const bool may_leave = breakpoint_ == 0;
    ptrace(PTRACE_INTERRUPT, thread_, nullptr, nullptr);
    stop = wait(may_leave ? Clock::now() + seconds(1) : Clock::time_point::max());
  }
  if (stands_ && breakpoint_ != 0) stop = take_breakpoint(stop);
  const int signal = stop.event == ThreadEvent::kSignal ? stop.signal : 0;
  // What does not stop waits for a device; the kernel lets it go when we end.
  if (is_ours_ && stands_) ptrace(PTRACE_DETACH, thread_, nullptr, signal);
  is_ours_ = stands_ = false;
}

}  // namespace jescope
