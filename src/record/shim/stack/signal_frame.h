// SPDX-License-Identifier: Apache-2.0
//
// The frame that the kernel puts on a stack when it calls a signal handler. Its return
// address is a few instructions that go back to the kernel; they are known by their
// bytes, since C libraries describe them variously or not at all.
//
//   x86-64  sp ─▶ ucontext { flags, link, stack, r8-r15, rdi, rsi, rbp, rbx, rdx, rax,
//                            rcx, rsp, rip, … }
//   arm64   sp ─▶ siginfo (128 bytes), ucontext { flags, link, stack, mask (128 bytes),
//                            fault address, x0-x30, sp, pc, … }
#pragma once

#include <cstddef>
#include <cstdint>

namespace jescope::shim {

/// Bytes of code that tell, at most.
inline constexpr size_t kTrampolineBytes = 16;

/// Whether the code at an address, of which so many bytes can be read, ends a handler.
bool is_trampoline(const unsigned char* code, size_t readable_bytes);

/// Where the interrupted registers lie, from sp on.
#if defined(__x86_64__)
struct SignalFrame {
  static constexpr uintptr_t kFramePointer = 120;
  static constexpr uintptr_t kBase = 128;
  static constexpr uintptr_t kStackPointer = 160;
  static constexpr uintptr_t kPc = 168;
};
#else
struct SignalFrame {
  static constexpr uintptr_t kBase = 312 + 19 * 8;
  static constexpr uintptr_t kFramePointer = 312 + 29 * 8;
  static constexpr uintptr_t kLink = 312 + 30 * 8;
  static constexpr uintptr_t kStackPointer = 312 + 31 * 8;
  static constexpr uintptr_t kPc = 312 + 32 * 8;
};
#endif

}  // namespace jescope::shim
