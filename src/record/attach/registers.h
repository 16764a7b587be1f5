// SPDX-License-Identifier: Apache-2.0
//
// A stopped thread's registers: reading, writing, and setting them up for a call. What
// differs between processors stands in registers_<processor>.cc, of which one is built.
#pragma once

#include <sys/types.h>
#include <sys/user.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jescope {

using GeneralRegisters = user_regs_struct;

// All that the thread's code can see of its processor.
struct Registers {
  GeneralRegisters general = {};
  std::string vector;  // floating point and vectors, as the kernel packs them
};

using CallArguments = std::array<uint64_t, 6>;

// Returns nothing, and errno tells why, where the thread is not stopped or gone.
std::optional<GeneralRegisters> read_general_registers(pid_t thread);
bool write_general_registers(pid_t thread, const GeneralRegisters& registers);
std::optional<Registers> read_registers(pid_t thread);
bool write_registers(pid_t thread, const Registers& registers);

uint64_t code_address(const GeneralRegisters& registers);
uint64_t stack_address(const GeneralRegisters& registers);

// Returns the register that libunwind calls `number`; nothing: there is none.
std::optional<uint64_t> numbered_register(const GeneralRegisters& registers, int number);

// The machine of an ELF header that this program can work with.
uint16_t own_machine();

// The instruction that makes a system call, and what its address is a multiple of.
std::string_view system_call_code();
size_t code_alignment();

// A function that is about to run: when it returns, it goes on at `return_address`.
// `stack` is the end of free memory, a multiple of 16.
struct PreparedCall {
  GeneralRegisters registers;
  uint64_t stack = 0;      // what the stack's address is when it has returned
  uint64_t pushed_at = 0;  // where return_address must be written; 0: a register has it
};
PreparedCall prepare_call(const GeneralRegisters& from, uint64_t function,
                          const CallArguments& arguments, uint64_t stack, uint64_t return_address);

// The same for a system call by the instruction at `instruction`.
GeneralRegisters prepare_system_call(const GeneralRegisters& from, uint64_t number,
                                     const CallArguments& arguments, uint64_t instruction);

// What a system call returned, at the stop behind it.
int64_t system_call_result(const GeneralRegisters& registers);

// What a function returned.
uint64_t function_result(const GeneralRegisters& registers);

// Makes the thread stop with SIGTRAP when it comes to `address`, which it does by the
// processor: its code stays as it is. 0: it no longer does. False: that cannot be had.
bool set_breakpoint(pid_t thread, uint64_t address);

// Returns the number of the system call in which the thread stopped; nothing: it was in
// none, or the processor does not tell.
std::optional<uint64_t> interrupted_system_call(const GeneralRegisters& registers);

// Changes the registers so that the thread waits on as if it had not been stopped, where
// the kernel has ended its wait for that and would not begin it again itself. Returns
// false where there is nothing to change.
bool resume_wait(GeneralRegisters& registers);

}  // namespace jescope
