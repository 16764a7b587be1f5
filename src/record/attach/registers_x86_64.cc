// SPDX-License-Identifier: Apache-2.0
//
// x86-64. Arguments of functions: rdi rsi rdx rcx r8 r9; of system calls r10 instead of
// rcx. The 128 bytes below the stack's end are a function's own (the red zone).
#if defined(__x86_64__)

#include <elf.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>

#include "record/attach/register_sets.h"
#include "record/attach/registers.h"

namespace jescope {
namespace {

// Direction forward, no tracing, interrupts on: how the ABI wants a function entered.
constexpr uint64_t kFlagsAtEntry = 0x202;

// In no system call: the kernel then does not look for one to begin again.
constexpr uint64_t kNoSystemCall = UINT64_MAX;

}  // namespace

std::optional<GeneralRegisters> read_general_registers(pid_t thread) {
  return read_register_set<GeneralRegisters>(thread, NT_PRSTATUS);
}

bool write_general_registers(pid_t thread, const GeneralRegisters& registers) {
  return write_register_set(thread, NT_PRSTATUS, &registers, sizeof registers);
}

std::optional<Registers> read_registers(pid_t thread) {
  const std::optional<GeneralRegisters> general = read_general_registers(thread);
  if (!general) return std::nullopt;
  std::string vector = read_register_bytes(thread, NT_X86_XSTATE);
  if (vector.empty()) return std::nullopt;
  return Registers{*general, std::move(vector)};
}

bool write_registers(pid_t thread, const Registers& registers) {
  const std::string& vector = registers.vector;
  return write_register_set(thread, NT_X86_XSTATE, vector.data(), vector.size()) &&
         write_general_registers(thread, registers.general);
}

uint64_t code_address(const GeneralRegisters& registers) {
  return registers.rip;
}

uint64_t stack_address(const GeneralRegisters& registers) {
  return registers.rsp;
}

// In the order of DWARF's numbers: rdx stands before rcx and rbx.
std::optional<uint64_t> numbered_register(const GeneralRegisters& registers, int number) {
  const GeneralRegisters& r = registers;
  const std::array<uint64_t, 17> values = {r.rax, r.rdx, r.rcx, r.rbx, r.rsi, r.rdi,
                                           r.rbp, r.rsp, r.r8,  r.r9,  r.r10, r.r11,
                                           r.r12, r.r13, r.r14, r.r15, r.rip};
  if (number < 0 || static_cast<size_t>(number) >= values.size()) return std::nullopt;
  return values[static_cast<size_t>(number)];
}

uint16_t own_machine() {
  return EM_X86_64;
}

std::string_view system_call_code() {
  return "\x0f\x05";
}

size_t code_alignment() {
  return 1;
}

PreparedCall prepare_call(const GeneralRegisters& from, uint64_t function,
                          const CallArguments& arguments, uint64_t stack,
                          uint64_t /*return_address*/) {
  PreparedCall call{from, stack, stack - 8};
  GeneralRegisters& registers = call.registers;
  registers.rip = function;
  registers.rsp = call.pushed_at;
  registers.rbp = 0;  // an unwinder that follows frame pointers ends here
  registers.rax = 0;
  registers.orig_rax = kNoSystemCall;
  registers.eflags = kFlagsAtEntry;
  registers.rdi = arguments[0];
  registers.rsi = arguments[1];
  registers.rdx = arguments[2];
  registers.rcx = arguments[3];
  registers.r8 = arguments[4];
  registers.r9 = arguments[5];
  return call;
}

GeneralRegisters prepare_system_call(const GeneralRegisters& from, uint64_t number,
                                     const CallArguments& arguments, uint64_t instruction) {
  GeneralRegisters registers = from;
  registers.rip = instruction;
  registers.rax = number;
  registers.orig_rax = kNoSystemCall;
  registers.eflags = kFlagsAtEntry;
  registers.rdi = arguments[0];
  registers.rsi = arguments[1];
  registers.rdx = arguments[2];
  registers.r10 = arguments[3];
  registers.r8 = arguments[4];
  registers.r9 = arguments[5];
  return registers;
}

int64_t system_call_result(const GeneralRegisters& registers) {
  return static_cast<int64_t>(registers.rax);
}

uint64_t function_result(const GeneralRegisters& registers) {
  return registers.rax;
}

// DR0 holds the address, bit 0 of DR7 arms it for this thread; the other bits say that
// the instruction there is meant.
bool set_breakpoint(pid_t thread, uint64_t address) {
  const auto write = [&](size_t number, uint64_t value) {
    const size_t place = offsetof(user, u_debugreg) + number * sizeof(uint64_t);
    return ptrace(PTRACE_POKEUSER, thread, place, value) == 0;
  };
  constexpr size_t kControl = 7;
  if (address == 0) return write(kControl, 0);
  return write(0, address) && write(kControl, 1);
}

std::optional<uint64_t> interrupted_system_call(const GeneralRegisters& registers) {
  if (registers.orig_rax == kNoSystemCall) return std::nullopt;
  return registers.orig_rax;
}

// Some waits end with EINTR for any stop, though no signal came to a handler. Told to be
// of the other kind, they are begun again by the kernel, or end with EINTR where a signal
// has come meanwhile.
bool resume_wait(GeneralRegisters& registers) {
  constexpr int64_t kRestartUnlessHandled = -514;  // the kernel's ERESTARTNOHAND
  constexpr std::array<uint64_t, 6> kWaits = {SYS_epoll_wait,      SYS_epoll_pwait,
                                              SYS_semop,           SYS_semtimedop,
                                              SYS_rt_sigtimedwait, SYS_io_getevents};
  const bool is_such_wait = std::ranges::find(kWaits, registers.orig_rax) != kWaits.end();
  if (!is_such_wait || static_cast<int64_t>(registers.rax) != -EINTR) return false;
  registers.rax = static_cast<uint64_t>(kRestartUnlessHandled);
  return true;
}

}  // namespace jescope

#endif
