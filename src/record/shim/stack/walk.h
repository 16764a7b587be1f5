// SPDX-License-Identifier: Apache-2.0
//
// Walks a stack from a thread's registers.
#pragma once

#include <cstddef>
#include <cstdint>

#include "record/shim/stack/address_range.h"
#include "record/shim/stack/row.h"

namespace jescope::shim {

/// Returns the registers of the function that this becomes a part of.
[[gnu::always_inline]] inline Registers current_registers() {
  Registers now;
#if defined(__x86_64__)
  asm volatile(
      "lea 0f(%%rip), %%rax\n"
      "0: mov %%rax, %0\n"
      "mov %%rsp, %1\n"
      "mov %%rbp, %2\n"
      "mov %%rbx, %3\n"
      : "=m"(now.pc), "=m"(now.sp), "=m"(now.fp), "=m"(now.base)
      :
      : "rax");
#else
  asm volatile(
      "adr x9, 0f\n"
      "0: str x9, %0\n"
      "mov x9, sp\n"
      "str x9, %1\n"
      "str x29, %2\n"
      "str x19, %3\n"
      "str x30, %4\n"
      : "=m"(now.pc), "=m"(now.sp), "=m"(now.fp), "=m"(now.base), "=m"(now.link)
      :
      : "x9");
#endif
  return now;
}

/// Writes return addresses to `frames`, innermost first, beginning with the place where
/// the registers are; leaves out those within `skipped`. Where a signal interrupted the
/// program, the next byte of code stands for the return address. Returns how many.
size_t walk_stack(const Registers& from, const AddressRange& skipped, uintptr_t* frames,
                  size_t limit);

/// Forgets all rows.
void forget_rows();

}  // namespace jescope::shim
