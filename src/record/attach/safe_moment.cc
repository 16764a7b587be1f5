// SPDX-License-Identifier: Apache-2.0
#include "record/attach/safe_moment.h"

#include <sys/ptrace.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace jescope {
namespace {

// System calls that wait for something outside and that jemalloc never makes.
bool is_outside_wait(uint64_t number) {
  constexpr std::array<uint64_t, 15> kWaits = {
      SYS_nanosleep, SYS_clock_nanosleep, SYS_ppoll, SYS_pselect6,      SYS_epoll_pwait,
      SYS_accept,    SYS_accept4,         SYS_wait4, SYS_waitid,        SYS_recvfrom,
      SYS_recvmsg,   SYS_rt_sigtimedwait, SYS_semop, SYS_rt_sigsuspend, SYS_restart_syscall};
  const bool is_common = std::ranges::find(kWaits, number) != kWaits.end();
#if defined(__x86_64__)
  constexpr std::array<uint64_t, 4> kOlder = {SYS_poll, SYS_select, SYS_epoll_wait, SYS_pause};
  return is_common || std::ranges::find(kOlder, number) != kOlder.end();
#else
  return is_common;
#endif
}

// The byte before a return address lies in the call.
uint64_t place_of(const WalkedFrame& frame) {
  return frame.is_exact ? frame.address : frame.address - 1;
}

bool passes(const WalkedStack& stack, const std::vector<LoadedRange>& ranges) {
  return std::ranges::any_of(
      stack.frames, [&](const WalkedFrame& frame) { return is_in(ranges, place_of(frame)); });
}

bool mentions(const std::string& stack, const std::vector<LoadedRange>& ranges) {
  for (size_t at = 0; at + sizeof(uint64_t) <= stack.size(); at += sizeof(uint64_t)) {
    uint64_t word = 0;
    std::memcpy(&word, stack.data() + at, sizeof word);
    if (is_in(ranges, word)) return true;
  }
  return false;
}

}  // namespace

Moment judge_moment(const WalkedStack& stack, const ThreadImage& image, const CodeSearch& search,
                    const Allocator& allocator) {
  if (stack.frames.empty()) return Moment::kUnknownStack;
  if (passes(stack, search.forks)) return Moment::kForks;
  if (!stack.is_cut && search.loader.holds(place_of(stack.frames.back()))) return Moment::kStarts;
  if (allocator.code.empty()) {
    const std::optional<uint64_t> call = interrupted_system_call(image.registers);
    const bool waits = call && is_outside_wait(*call) && !stack.has_signal;
    return waits ? Moment::kSafe : Moment::kUnknownCode;
  }
  if (passes(stack, allocator.code)) return Moment::kInAllocator;
  const bool may_hold = stack.is_cut && (mentions(image.stack, allocator.code) ||
                                         mentions(image.stack, search.forks));
  return may_hold ? Moment::kUnknownStack : Moment::kSafe;
}

std::optional<uint64_t> way_out(const WalkedStack& stack, const Allocator& allocator) {
  for (size_t i = stack.frames.size(); i-- > 1;) {
    const WalkedFrame& caller = stack.frames[i];
    if (is_in(allocator.code, place_of(stack.frames[i - 1]))) {
      if (caller.is_exact) return std::nullopt;
      return caller.address;
    }
  }
  return std::nullopt;
}

// The area that a thread shares with the kernel: two numbers of a processor, 4 bytes each,
// then the address of the sequence, zero outside of any.
bool is_in_restartable_sequence(pid_t thread, const ByteReader& memory) {
  struct Configuration {
    uint64_t area;
    uint32_t size, signature, flags, unused;
  } configuration = {};
  constexpr int kGetConfiguration = 0x420f;  // PTRACE_GET_RSEQ_CONFIGURATION, Linux 5.13
  const auto request = static_cast<__ptrace_request>(kGetConfiguration);
  const long got = ptrace(request, thread, sizeof configuration, &configuration);
  uint64_t sequence = 0;
  if (got <= 0 || configuration.area == 0) return false;
  return memory.read_value(configuration.area + 8, sequence) && sequence != 0;
}

std::string_view moment_words(Moment moment) {
  switch (moment) {
    case Moment::kSafe: return "may call";
    case Moment::kInAllocator: return "inside the allocator";
    case Moment::kForks: return "in fork";
    case Moment::kStarts: return "not yet started by the dynamic loader";
    case Moment::kUnknownCode: return "perhaps inside the allocator, whose code has no symbols";
    case Moment::kUnknownStack: return "perhaps inside the allocator, as its stack is cut";
    case Moment::kCritical: return "in a restartable sequence";
  }
  return "";
}

}  // namespace jescope
