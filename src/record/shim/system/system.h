// SPDX-License-Identifier: Apache-2.0
//
// The kernel, asked without the C library: errno stays as it is, nothing is a point
// of cancellation, and nothing of the program's own (a wrapped write, a lock) is met.
#pragma once

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>

#include <cstddef>
#include <cstdint>

namespace jescope::shim {

/// Returns what the kernel returns: an error is a number from -4095 to -1.
// NOLINTNEXTLINE(readability-function-size): calls of the kernel have up to six arguments.
inline long call_kernel(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0,
                        long f = 0) {
#if defined(__x86_64__)
  register long r10 asm("r10") = d;
  register long r8 asm("r8") = e;
  register long r9 asm("r9") = f;
  long result = 0;
  asm volatile("syscall"
               : "=a"(result)
               : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
               : "rcx", "r11", "memory");
  return result;
#elif defined(__aarch64__)
  register long x8 asm("x8") = number;
  register long x0 asm("x0") = a;
  register long x1 asm("x1") = b;
  register long x2 asm("x2") = c;
  register long x3 asm("x3") = d;
  register long x4 asm("x4") = e;
  register long x5 asm("x5") = f;
  asm volatile("svc 0"
               : "+r"(x0)
               : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
               : "memory");
  return x0;
#else
#error "expected x86-64 or arm64"
#endif
}

inline long address_of(const volatile void* pointer) {
  return reinterpret_cast<long>(pointer);
}

inline int process_id() {
  return static_cast<int>(call_kernel(SYS_getpid));
}

inline int thread_id() {
  return static_cast<int>(call_kernel(SYS_gettid));
}

/// Nanoseconds of a clock that never goes back.
inline int64_t now_ns() {
  timespec now = {};
  call_kernel(SYS_clock_gettime, CLOCK_MONOTONIC, address_of(&now));
  return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

/// A number that differs from one moment to the next, without a system call, which a
/// program's filter may forbid.
inline uint64_t processor_ticks() {
#if defined(__x86_64__)
  return __builtin_ia32_rdtsc();
#else
  uint64_t ticks = 0;
  asm volatile("mrs %0, cntvct_el0" : "=r"(ticks));
  return ticks;
#endif
}

/// Sleeps while `*word` is `expected`, at most `timeout_ns` (negative: for ever).
inline void wait_while(const volatile uint32_t* word, uint32_t expected, int64_t timeout_ns = -1) {
  const timespec timeout = {timeout_ns / 1'000'000'000, timeout_ns % 1'000'000'000};
  call_kernel(SYS_futex, address_of(word), FUTEX_WAIT | FUTEX_PRIVATE_FLAG, expected,
              timeout_ns < 0 ? 0 : address_of(&timeout));
}

inline void wake(const volatile uint32_t* word, int sleepers) {
  call_kernel(SYS_futex, address_of(word), FUTEX_WAKE | FUTEX_PRIVATE_FLAG, sleepers);
}

/// All signals but those that C libraries keep for themselves (32 to 34): glibc waits until
/// each thread has answered one of them, and the watching thread inherits the mask. And
/// but SIGSYS (31): where a filter sends it for a call of ours, a blocked one would kill.
inline constexpr uint64_t kProgramSignals = ~(uint64_t{15} << 30);
inline constexpr uint64_t kAllSignals = ~uint64_t{0};

/// Blocks signals in the calling thread, and returns the mask that was.
inline uint64_t hold_signals(uint64_t signals = kProgramSignals) {
  constexpr long kSetMask = 2;  // SIG_SETMASK
  uint64_t before = 0;
  call_kernel(SYS_rt_sigprocmask, kSetMask, address_of(&signals), address_of(&before), 8);
  return before;
}

inline void restore_signals(uint64_t mask) {
  constexpr long kSetMask = 2;
  call_kernel(SYS_rt_sigprocmask, kSetMask, address_of(&mask), 0, 8);
}

/// Keeps signals away from a thread while it is within the recorder: a handler that
/// allocates would wait for locks that its own thread holds, and one that jumps away
/// would leave them held.
class SignalsHeld {
 public:
  explicit SignalsHeld(uint64_t signals = kProgramSignals) : before_(hold_signals(signals)) {}
  ~SignalsHeld() { restore_signals(before_); }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

 private:
  uint64_t before_;
};

}  // namespace jescope::shim
