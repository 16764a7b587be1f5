// SPDX-License-Identifier: Apache-2.0
//
// The memory that the thread maps for us:
//
//   memory_                                          memory_ + kMemoryBytes
//   │ names and numbers for calls │ guard: unused │ … ◀── the stack of the calls │
#include "record/attach/borrowed_thread.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>

namespace jescope {
namespace {

constexpr uint64_t kMemoryBytes = 512 << 10;
constexpr size_t kPlacedBytes = 16 << 10;

// One system call of ours takes microseconds; what takes longer than this is stuck.
constexpr std::chrono::seconds kSystemCallTime{10};

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

bool write_memory(pid_t thread, uint64_t address, std::string_view bytes) {
  iovec local = {const_cast<char*>(bytes.data()), bytes.size()};
  iovec remote = {reinterpret_cast<void*>(address), bytes.size()};
  return process_vm_writev(thread, &local, 1, &remote, 1, 0) == static_cast<ssize_t>(bytes.size());
}

}  // namespace

Result<std::unique_ptr<BorrowedThread>> BorrowedThread::borrow(TracedThread& thread,
                                                               uint64_t system_call) {
  std::unique_ptr<BorrowedThread> borrowed(new BorrowedThread(thread, system_call));
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

// Runs to the next system call. A wish that the process stop, which cannot be blocked,
// is kept for later: half way through a call the thread must go on.
ThreadStop BorrowedThread::run(Clock::time_point deadline) {
  while (true) {
    const ThreadStop stop = thread_.run_to_system_call(deadline);
    const bool is_wish_to_stop = stop.event == ThreadEvent::kSignal && stop.signal == SIGSTOP;
    is_to_stop_ |= is_wish_to_stop;
    is_gone_ |= stop.event == ThreadEvent::kGone;
    const bool goes_on = is_wish_to_stop || stop.event == ThreadEvent::kJobStopped ||
                         stop.event == ThreadEvent::kInterrupted;
    if (!goes_on) return stop;
  }
}

Result<int64_t> BorrowedThread::run_system_call(uint64_t number, const CallArguments& arguments) {
  const GeneralRegisters wanted =
      prepare_system_call(before_.general, number, arguments, instruction_);
  ThreadStop stop;
  if (write_general_registers(thread_.id(), wanted)) {
    stop = run(Clock::now() + kSystemCallTime);
    if (stop.event == ThreadEvent::kSystemCall) stop = run(Clock::now() + kSystemCallTime);
  }
  const std::optional<GeneralRegisters> after = read_general_registers(thread_.id());
  if (stop.event != ThreadEvent::kSystemCall || !after) return lost("a system call", stop);
  return system_call_result(*after);
}

// Runs until the function has returned, over the system calls that it makes itself.
// There is no deadline: the thread cannot be left half way.
Result<GeneralRegisters> BorrowedThread::run_to_instruction(uint64_t stack) {
  const uint64_t behind = instruction_ + system_call_code().size();
  while (true) {
    const ThreadStop stop = run(Clock::time_point::max());
    if (stop.event != ThreadEvent::kSystemCall) return lost("the function", stop);
    const std::optional<GeneralRegisters> now = read_general_registers(thread_.id());
    if (!now) return lost("the function", {ThreadEvent::kGone, 0});
    if (code_address(*now) == behind && stack_address(*now) == stack) return *now;
  }
}

Result<uint64_t> BorrowedThread::call(uint64_t function,
                                      std::initializer_list<uint64_t> arguments) {
  const PreparedCall prepared = prepare_call(before_.general, function, filled(arguments),
                                             memory_ + kMemoryBytes - 64, instruction_);
  const std::string_view address(reinterpret_cast<const char*>(&instruction_), sizeof instruction_);
  const bool is_ready =
      (prepared.pushed_at == 0 || write_memory(thread_.id(), prepared.pushed_at, address)) &&
      write_general_registers(thread_.id(), prepared.registers);
  if (!is_ready) return lost("a call", {});
  const Result<GeneralRegisters> returned = run_to_instruction(prepared.stack);
  if (!returned.ok()) return returned.error();
  const uint64_t result = function_result_at_system_call(*returned);
  if (!void_system_call(thread_.id(), *returned)) return lost("a call", {});
  const ThreadStop stop = run(Clock::now() + kSystemCallTime);
  if (stop.event != ThreadEvent::kSystemCall) return lost("a call", stop);
  return result;
}

std::optional<uint64_t> BorrowedThread::place(std::string_view bytes) {
  constexpr size_t kAlignment = 16;
  if (bytes.size() + used_bytes_ > kPlacedBytes) return std::nullopt;
  const uint64_t address = memory_ + used_bytes_;
  if (!write_memory(thread_.id(), address, bytes)) return std::nullopt;
  used_bytes_ += (bytes.size() + kAlignment - 1) / kAlignment * kAlignment;
  return address;
}

bool BorrowedThread::read(uint64_t address, void* target, size_t length) const {
  iovec local = {target, length};
  iovec remote = {reinterpret_cast<void*>(address), length};
  return process_vm_readv(thread_.id(), &local, 1, &remote, 1, 0) == static_cast<ssize_t>(length);
}

// The last stop must be one of those at which the kernel delivers signals, as only from
// there it begins an interrupted system call again (x86-64).
Result<Done> BorrowedThread::give_back() {
  is_borrowed_ = false;
  if (is_gone_) return lost("the call", {ThreadEvent::kGone, 0});
  if (memory_ != 0) (void)run_system_call(SYS_munmap, {memory_, kMemoryBytes});
  const ThreadStop stop = thread_.interrupt(Clock::now() + kSystemCallTime);
  const bool stands =
      stop.event == ThreadEvent::kInterrupted || stop.event == ThreadEvent::kJobStopped;
  if (!stands) return lost("the thread's stop", stop);
  before_.general = resume_wait(before_.general);
  if (write_registers(thread_.id(), before_) && thread_.write_blocked_signals(blocked_before_)) {
    if (is_to_stop_) syscall(SYS_tkill, thread_.id(), SIGSTOP);
    return Done();
  }
  return lost("the thread's return", {ThreadEvent::kGone, 0});
}

}  // namespace jescope
