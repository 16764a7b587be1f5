// SPDX-License-Identifier: Apache-2.0
//
// arm64. Arguments of functions and of system calls: x0 to x5; the number of a system
// call: x8; the return address: x30.
//
// The kernel winds an interrupted system call back before it lets a thread stop, so its
// registers begin the call again by themselves. The price: a sleep that was interrupted
// begins from its whole length.
#if defined(__aarch64__)

#include <asm/ptrace.h>
#include <elf.h>
#include <sys/syscall.h>

#include "record/attach/register_sets.h"
#include "record/attach/registers.h"

namespace jescope {
namespace {

constexpr size_t kReturnAddress = 30;
constexpr size_t kSystemCallNumber = 8;
constexpr uint64_t kBranchType = 3 << 10;  // of pstate: what kind of branch was last

}  // namespace

std::optional<GeneralRegisters> read_general_registers(pid_t thread) {
  return read_register_set<GeneralRegisters>(thread, NT_PRSTATUS);
}

bool write_general_registers(pid_t thread, const GeneralRegisters& registers) {
  return write_register_set(thread, NT_PRSTATUS, &registers, sizeof registers);
}

// NT_PRFPREG is the part of the vector registers that a function's callers may count
// on; of SVE's wider ones the kernel keeps no more over a system call.
std::optional<Registers> read_registers(pid_t thread) {
  const std::optional<GeneralRegisters> general = read_general_registers(thread);
  if (!general) return std::nullopt;
  std::string vector = read_register_bytes(thread, NT_ARM_SVE);
  if (vector.empty()) vector = read_register_bytes(thread, NT_PRFPREG);
  if (vector.empty()) return std::nullopt;
  return Registers{*general, std::move(vector)};
}

bool write_registers(pid_t thread, const Registers& registers) {
  const std::string& vector = registers.vector;
  const bool is_plain = vector.size() == sizeof(user_fpsimd_struct);
  return write_register_set(thread, is_plain ? NT_PRFPREG : NT_ARM_SVE, vector.data(),
                            vector.size()) &&
         write_general_registers(thread, registers.general);
}

uint64_t code_address(const GeneralRegisters& registers) {
  return registers.pc;
}

uint64_t stack_address(const GeneralRegisters& registers) {
  return registers.sp;
}

std::optional<uint64_t> numbered_register(const GeneralRegisters& registers, int number) {
  if (number >= 0 && number <= 30) return registers.regs[number];
  if (number == 31) return registers.sp;
  if (number == 32) return registers.pc;
  if (number == 33) return registers.pstate;
  return std::nullopt;
}

uint16_t own_machine() {
  return EM_AARCH64;
}

std::string_view system_call_code() {
  return {"\x01\x00\x00\xd4", 4};
}

size_t code_alignment() {
  return 4;
}

PreparedCall prepare_call(const GeneralRegisters& from, uint64_t function,
                          const CallArguments& arguments, uint64_t stack, uint64_t return_address) {
  PreparedCall call{from, stack, 0};
  GeneralRegisters& registers = call.registers;
  registers.pc = function;
  registers.sp = stack;
  registers.pstate &= ~kBranchType;
  registers.regs[29] = 0;  // an unwinder that follows frame pointers ends here
  registers.regs[kReturnAddress] = return_address;
  for (size_t i = 0; i < arguments.size(); ++i) registers.regs[i] = arguments[i];
  return call;
}

GeneralRegisters prepare_system_call(const GeneralRegisters& from, uint64_t number,
                                     const CallArguments& arguments, uint64_t instruction) {
  GeneralRegisters registers = from;
  registers.pc = instruction;
  registers.pstate &= ~kBranchType;
  registers.regs[kSystemCallNumber] = number;
  for (size_t i = 0; i < arguments.size(); ++i) registers.regs[i] = arguments[i];
  return registers;
}

int64_t system_call_result(const GeneralRegisters& registers) {
  return static_cast<int64_t>(registers.regs[0]);
}

uint64_t function_result(const GeneralRegisters& registers) {
  return registers.regs[0];
}

bool set_breakpoint(pid_t thread, uint64_t address) {
  constexpr uint32_t kArmedForUser = 0x1e5;  // all four bytes of an instruction, EL0, enabled
  user_hwdebug_state state = {};
  state.dbg_regs[0].addr = address;
  state.dbg_regs[0].ctrl = address == 0 ? 0 : kArmedForUser;
  const size_t length = offsetof(user_hwdebug_state, dbg_regs) + sizeof state.dbg_regs[0];
  return write_register_set(thread, NT_ARM_HW_BREAK, &state, length);
}

// The kernel forgets the number before the thread stops.
std::optional<uint64_t> interrupted_system_call(const GeneralRegisters&) {
  return std::nullopt;
}

// There is nothing to mend with: what x0 was before the call is not told.
bool resume_wait(GeneralRegisters&) {
  return false;
}

}  // namespace jescope

#endif
