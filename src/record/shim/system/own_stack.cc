// SPDX-License-Identifier: Apache-2.0
#include "record/shim/system/own_stack.h"

// The frame pointer stays on the old stack and finds its way back, for those who read
// call frame information as well as for the function itself.
#if defined(__x86_64__)
asm(R"(
.pushsection .text.jescope_call_on_stack, "ax", @progbits
.globl jescope_call_on_stack
.hidden jescope_call_on_stack
.type jescope_call_on_stack, @function
jescope_call_on_stack:
  .cfi_startproc
  endbr64
  push %rbp
  .cfi_def_cfa_offset 16
  .cfi_offset %rbp, -16
  mov %rsp, %rbp
  .cfi_def_cfa_register %rbp
  mov %rdx, %rsp
  mov %rdi, %rax
  mov %rsi, %rdi
  call *%rax
  mov %rbp, %rsp
  pop %rbp
  .cfi_def_cfa %rsp, 8
  ret
  .cfi_endproc
.size jescope_call_on_stack, . - jescope_call_on_stack
.popsection
)");
#else
asm(R"(
.pushsection .text.jescope_call_on_stack, "ax", %progbits
.globl jescope_call_on_stack
.hidden jescope_call_on_stack
.type jescope_call_on_stack, %function
jescope_call_on_stack:
  .cfi_startproc
  hint #34 // bti c
  stp x29, x30, [sp, #-16]!
  .cfi_def_cfa_offset 16
  .cfi_offset 29, -16
  .cfi_offset 30, -8
  mov x29, sp
  .cfi_def_cfa_register 29
  mov sp, x2
  mov x3, x0
  mov x0, x1
  blr x3
  mov sp, x29
  ldp x29, x30, [sp], #16
  .cfi_restore 29
  .cfi_restore 30
  .cfi_def_cfa 31, 0
  ret
  .cfi_endproc
.size jescope_call_on_stack, . - jescope_call_on_stack
.popsection
)");
#endif
