// SPDX-License-Identifier: Apache-2.0
//
// Walks from where programs rarely are, but signals come: between any two instructions,
// in code made at run time, after a call that does not return.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <ucontext.h>

#include <algorithm>
#include <atomic>
#include <csetjmp>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <thread>
#include <vector>

#include "record/shim/stack/walk.h"
#include "record/shim/unwind.h"

namespace jescope::shim {
namespace {

using Frames = std::vector<uintptr_t>;

constexpr size_t kLimit = 256;

Frames seen;

[[gnu::noinline]] void walk_here() {
  uintptr_t frames[kLimit];
  const size_t count = walk_stack(current_registers(), {}, frames, kLimit);
  seen.assign(frames, frames + count);
}

bool ends_with(const Frames& frames, const Frames& end) {
  return frames.size() >= end.size() && std::equal(end.rbegin(), end.rend(), frames.rbegin());
}

// The stack of whoever calls, without the frame of the caller itself.
[[gnu::noinline]] Frames callers() {
  walk_here();
  return {seen.begin() + 3, seen.end()};
}

std::jmp_buf way_back;

[[noreturn, gnu::noinline]] void walk_and_leave() {
  walk_here();
  std::longjmp(way_back, 1);
}

// Its last instruction is a call: the return address is another function's.
[[gnu::noinline]] void end_with_a_call() {
  walk_and_leave();
}

TEST(WalkPrograms, SeesThroughACallThatDoesNotReturn) {
  const Frames outer = callers();
  if (setjmp(way_back) == 0) end_with_a_call();
  ASSERT_EQ(seen.size(), outer.size() + 4);
  EXPECT_TRUE(ends_with(seen, outer));
}

#if defined(__x86_64__)
// push %rbp; mov %rsp, %rbp; call *%rdi; pop %rbp; ret
constexpr unsigned char kWithFramePointer[] = {0x55, 0x48, 0x89, 0xe5, 0xff, 0xd7, 0x5d, 0xc3};
// sub $24, %rsp; call *%rdi; add $24, %rsp; ret
constexpr unsigned char kWithoutFramePointer[] = {0x48, 0x83, 0xec, 0x18, 0xff, 0xd7,
                                                  0x48, 0x83, 0xc4, 0x18, 0xc3};
#else
// stp x29, x30, [sp, #-16]!; mov x29, sp; blr x0; ldp x29, x30, [sp], #16; ret
constexpr uint32_t kWithFramePointer[] = {0xa9bf7bfd, 0x910003fd, 0xd63f0000, 0xa8c17bfd,
                                          0xd65f03c0};
// str x30, [sp, #-16]!; blr x0; ldr x30, [sp], #16; ret
constexpr uint32_t kWithoutFramePointer[] = {0xf81f0ffe, 0xd63f0000, 0xf84107fe, 0xd65f03c0};
#endif

// Code as a compiler at run time makes it: in no module, described by nothing.
class MadeCode {
 public:
  MadeCode(const void* code, size_t bytes) {
    pages_ = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    std::memcpy(pages_, code, bytes);
    mprotect(pages_, kBytes, PROT_READ | PROT_EXEC);
    __builtin___clear_cache(static_cast<char*>(pages_), static_cast<char*>(pages_) + kBytes);
    forget_modules();  // else it is seen after a pause
  }
  ~MadeCode() { munmap(pages_, kBytes); }
  MadeCode(const MadeCode&) = delete;
  MadeCode& operator=(const MadeCode&) = delete;

  void call(void (*callee)()) const { reinterpret_cast<void (*)(void (*)())>(pages_)(callee); }
  bool holds(uintptr_t address) const {
    return address - reinterpret_cast<uintptr_t>(pages_) < kBytes;
  }

 private:
  static constexpr size_t kBytes = 4096;

  void* pages_ = nullptr;
};

TEST(WalkPrograms, SeesThroughMadeCodeWithFramePointers) {
  const MadeCode code(kWithFramePointer, sizeof kWithFramePointer);
  const Frames outer = callers();
  code.call(&walk_here);
  ASSERT_TRUE(
      std::any_of(seen.begin(), seen.end(), [&](uintptr_t frame) { return code.holds(frame); }));
  EXPECT_TRUE(ends_with(seen, outer));
}

// Whatever the frame pointer's register holds there, all frames are of this stack.
TEST(WalkPrograms, EndsInMadeCodeWithoutFramePointers) {
  const MadeCode code(kWithoutFramePointer, sizeof kWithoutFramePointer);
  const Frames outer = callers();
  code.call(&walk_here);
  const auto made =
      std::find_if(seen.begin(), seen.end(), [&](uintptr_t frame) { return code.holds(frame); });
  ASSERT_NE(made, seen.end());
  EXPECT_TRUE(ends_with(outer, {made + 1, seen.end()}) || ends_with({made + 1, seen.end()}, outer));
}

#if defined(__x86_64__)
Frames stepped_from;
size_t steps = 0;
size_t wrong_steps = 0;

void check_step(int, siginfo_t*, void*) {
  uintptr_t frames[kLimit];
  const size_t count = walk_stack(current_registers(), {}, frames, kLimit);
  ++steps;
  if (!ends_with({frames, frames + count}, stepped_from)) ++wrong_steps;
}

void set_trap_flag(bool is_set) {
  constexpr uint64_t kTrap = 0x100;
  uint64_t flags = __builtin_ia32_readeflags_u64();
  flags = is_set ? flags | kTrap : flags & ~kTrap;
  __builtin_ia32_writeeflags_u64(flags);
}

[[gnu::noinline]] void step_through_library() {
  char text[64];
  set_trap_flag(true);
  std::snprintf(text, sizeof text, "%d %s", 17, "words");
  set_trap_flag(false);
}

// Prologues, epilogues, tail calls, the tables of calls between modules (PLT) and, at the
// first call, the dynamic linker: the callers are seen from between all instructions.
TEST(WalkPrograms, SeesTheCallersFromEachInstruction) {
  struct sigaction action = {};
  struct sigaction before = {};
  action.sa_sigaction = &check_step;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGTRAP, &action, &before);
  stepped_from = callers();
  steps = wrong_steps = 0;
  step_through_library();
  sigaction(SIGTRAP, &before, nullptr);
  EXPECT_GT(steps, 100U);
  EXPECT_EQ(wrong_steps, 0U);
}
#endif

// One thread forgets what is known, as after dlclose(), while others walk.
TEST(WalkPrograms, SeesTheSameWhileRowsAreForgotten) {
  std::atomic<bool> is_over = false;
  std::atomic<size_t> wrong_walks = 0;
  const auto walk_often = [&] {
    uintptr_t first[kLimit];
    uintptr_t frames[kLimit];
    size_t depth = 0;
    for (int round = 0; round < 2000; ++round) {
      const size_t count = walk_stack(current_registers(), {}, frames, kLimit);
      if (round == 0) depth = count;
      if (round == 0) std::copy_n(frames, count, first);
      if (count != depth || !std::equal(first, first + count, frames)) ++wrong_walks;
    }
  };
  std::thread forgetting([&] {
    while (!is_over) forget_modules();
  });
  std::vector<std::thread> walking;
  for (int i = 0; i < 3; ++i) walking.emplace_back(walk_often);
  for (std::thread& thread : walking) thread.join();
  is_over = true;
  forgetting.join();
  EXPECT_EQ(wrong_walks, 0U);
}

}  // namespace
}  // namespace jescope::shim
