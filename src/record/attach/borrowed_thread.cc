// SPDX-License-Identifier: Apache-2.0
//
// The memory that the thread maps for us:
//
//   memory_                        + kGuardAt                 + kStackAt      + kMemoryBytes
//   │ names and numbers for calls  │ no access: calls return here │ … ◀── stack of the calls │
#include "record/attach/borrowed_thread.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>

#include "record/attach/remote_memory.h"

namespace jescope {
namespace {

// Multiples of any page: arm64's may have 64 KiB.
constexpr size_t kGuardAt = 64 << 10;
constexpr size_t kStackAt = 128 << 10;
constexpr uint64_t kMemoryBytes = kStackAt + (512 << 10);

// One system call of ours takes microseconds; what takes longer than this is stuck.
constexpr std::chrono::seconds kSystemCallTime{10};

// After that the user is told that a call takes long.
constexpr std::chrono::seconds kLongCall{3};

// A fault cannot be blocked: the kernel would end the process for it.
uint64_t all_but_faults() {
  uint64_t mask = UINT64_MAX;
  for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGSYS}) {
    mask &= ~(uint64_t{1} << (signal - 1));
  }
  return mask;
}

CallArguments filled(std::initializer_list<uint64_t> arguments) {
  CallArguments all = {};
  std::copy_n(arguments.begin(), std::min(arguments.size(), all.size()), all.begin());
  return all;
}

}  // namespace

Result<std::unique_ptr<BorrowedThread>> BorrowedThread::borrow(TracedThread& thread,
                                                               uint64_t system_call,
                                                               bool ignores_faults, Slow slow) {
  std::unique_ptr<BorrowedThread> borrowed(
      new BorrowedThread(thread, system_call, ignores_faults, std::move(slow)));
  Result<Done> started = borrowed->start();
  if (!started.ok()) return std::move(started).error();
  return borrowed;
}

BorrowedThread::~BorrowedThread() {
  if (is_borrowed_) (void)give_back();
}

Result<Done> BorrowedThread::start() {
  std::optional<Registers> registers = read_registers(thread_.id());
  if (!registers || !thread_.read_blocked_signals(blocked_before_)) {
    return Error{ErrorCode::kUnreadable,
                 fmt::format("thread {}", thread_.id()),
                 fmt::format("expected its registers, got {}", std::strerror(errno)),
                 {}};
  }
  before_ = *std::move(registers);
  is_borrowed_ = true;
  thread_.write_blocked_signals(all_but_faults());
  return map_memory();
}

Result<Done> BorrowedThread::map_memory() {
  const Result<int64_t> mapped = system_call(
      SYS_mmap, {0, kMemoryBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, UINT64_MAX});
  if (!mapped.ok()) return mapped.error();
  if (*mapped < 0) {
    return Error{ErrorCode::kUnreadable,
                 fmt::format("thread {}", thread_.id()),
                 fmt::format("expected half a MiB of memory, got {}",
                             std::strerror(static_cast<int>(-*mapped))),
                 {}};
  }
  memory_ = static_cast<uint64_t>(*mapped);
  const Result<int64_t> guarded =
      system_call(SYS_mprotect, {memory_ + kGuardAt, kStackAt - kGuardAt, PROT_NONE});
  if (!guarded.ok()) return guarded.error();
  return Done();
}

Error BorrowedThread::lost(std::string_view while_doing, const ThreadStop& stop) const {
  const std::string where = fmt::format("thread {}", thread_.id());
  switch (stop.event) {
    case ThreadEvent::kGone:
      return {ErrorCode::kUnreadable,
              where,
              fmt::format("expected {} to end, got the end of the process", while_doing),
              {}};
    case ThreadEvent::kSignal:
      return {ErrorCode::kUnreadable,
              where,
              fmt::format("expected {} to return, got a fault in it (signal {}); the thread goes "
                          "on where it was",
                          while_doing, stop.signal),
              {}};
    default: break;
  }
  return {ErrorCode::kUnreadable,
          where,
          fmt::format("expected {} to end, got no answer", while_doing),
          {}};
}

Result<int64_t> BorrowedThread::system_call(uint64_t number,
                                            std::initializer_list<uint64_t> arguments) {
  return run_system_call(number, filled(arguments));
}

// A wish that the process stop, which cannot be blocked, is kept for later: half way
// through a call the thread must go on.
ThreadStop BorrowedThread::run(Until until, Clock::time_point deadline) {
  while (true) {
    const ThreadStop stop = until == Until::kFault ? thread_.run_to_signal(deadline)
                                                   : thread_.run_to_system_call(deadline);
    const bool is_wish_to_stop = stop.event == ThreadEvent::kSignal && stop.signal == SIGSTOP;
    is_to_stop_ |= is_wish_to_stop;
    is_gone_ |= stop.event == ThreadEvent::kGone;
    const bool goes_on = is_wish_to_stop || stop.event == ThreadEvent::kJobStopped ||
                         stop.event == ThreadEvent::kInterrupted;
    if (!goes_on) return stop;
  }
}

ThreadStop BorrowedThread::run_to_return() {
  ThreadStop stop = run(Until::kFault, Clock::now() + kLongCall);
  if (stop.event != ThreadEvent::kSilent) return stop;
  if (slow_) slow_();
  while (stop.event == ThreadEvent::kSilent) {
    stop = thread_.wait(Clock::now() + kLongCall);
    const bool is_to_stop = stop.event == ThreadEvent::kSignal && stop.signal == SIGSTOP;
    is_to_stop_ |= is_to_stop;
    is_gone_ |= stop.event == ThreadEvent::kGone;
    if (is_to_stop || stop.event == ThreadEvent::kJobStopped) {
      stop = run(Until::kFault, Clock::now() + kLongCall);
    }
  }
  return stop;
}

Result<int64_t> BorrowedThread::run_system_call(uint64_t number, const CallArguments& arguments) {
  const GeneralRegisters wanted =
      prepare_system_call(before_.general, number, arguments, instruction_);
  ThreadStop stop;
  if (write_general_registers(thread_.id(), wanted)) {
    stop = run(Until::kSystemCall, Clock::now() + kSystemCallTime);
    if (stop.event == ThreadEvent::kSystemCall) {
      stop = run(Until::kSystemCall, Clock::now() + kSystemCallTime);
    }
  }
  const std::optional<GeneralRegisters> after = read_general_registers(thread_.id());
  if (stop.event != ThreadEvent::kSystemCall || !after) return lost("a system call", stop);
  return system_call_result(*after);
}

Result<uint64_t> BorrowedThread::call(uint64_t function,
                                      std::initializer_list<uint64_t> arguments) {
  const uint64_t back = memory_ + kGuardAt;
  const PreparedCall prepared =
      prepare_call(before_.general, function, filled(arguments), memory_ + kMemoryBytes - 64, back);
  const std::string_view address(reinterpret_cast<const char*>(&back), sizeof back);
  const bool is_ready =
      (prepared.pushed_at == 0 || write_remote(thread_.id(), prepared.pushed_at, address)) &&
      write_general_registers(thread_.id(), prepared.registers);
  if (!is_ready) return lost("a call", {});
  const ThreadStop stop = run_to_return();
  const std::optional<GeneralRegisters> now = read_general_registers(thread_.id());
  const bool has_returned = stop.event == ThreadEvent::kSignal && now &&
                            code_address(*now) == back && stack_address(*now) == prepared.stack;
  if (!has_returned) return lost("the function", stop);
  return function_result(*now);
}

std::optional<uint64_t> BorrowedThread::place(std::string_view bytes) {
  constexpr size_t kAlignment = 16;
  if (bytes.size() + used_bytes_ > kGuardAt) return std::nullopt;
  const uint64_t address = memory_ + used_bytes_;
  if (!write_remote(thread_.id(), address, bytes)) return std::nullopt;
  used_bytes_ += (bytes.size() + kAlignment - 1) / kAlignment * kAlignment;
  return address;
}

bool BorrowedThread::read(uint64_t address, void* target, size_t length) const {
  return read_remote(thread_.id(), address, target, length) == length;
}

// A fault that is ignored makes the kernel forget that it is.
void BorrowedThread::put_back_ignored_fault() {
  struct Action {
    uint64_t handler, flags, restorer, mask;
  };
  const Action ignore = {reinterpret_cast<uint64_t>(SIG_IGN), 0, 0, 0};
  clear();
  const auto at = place({reinterpret_cast<const char*>(&ignore), sizeof ignore});
  if (at) (void)run_system_call(SYS_rt_sigaction, {SIGSEGV, *at, 0, sizeof(uint64_t)});
}

// The last stop must be one of those at which the kernel delivers signals, as only from
// there it begins an interrupted system call again (x86-64).
Result<Done> BorrowedThread::give_back() {
  is_borrowed_ = false;
  if (is_gone_) return lost("the call", {ThreadEvent::kGone, 0});
  if (ignores_faults_) put_back_ignored_fault();
  if (memory_ != 0) (void)run_system_call(SYS_munmap, {memory_, kMemoryBytes});
  const ThreadStop stop = thread_.interrupt(Clock::now() + kSystemCallTime);
  const bool stands =
      stop.event == ThreadEvent::kInterrupted || stop.event == ThreadEvent::kJobStopped;
  if (!stands) return lost("the thread's stop", stop);
  if (write_registers(thread_.id(), before_) && thread_.write_blocked_signals(blocked_before_)) {
    if (is_to_stop_) syscall(SYS_tkill, thread_.id(), SIGSTOP);
    return Done();
  }
  return lost("the thread's return", {ThreadEvent::kGone, 0});
}

}  // namespace jescope
