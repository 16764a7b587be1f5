// SPDX-License-Identifier: Apache-2.0
//
// Walks of stacks as programs have them, judged by glibc's backtrace().
#include "record/shim/stack/walk.h"

#include <execinfo.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <ucontext.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

#include "record/shim/unwind.h"

namespace jescope::shim {
namespace {

using testing::ElementsAreArray;

constexpr size_t kLimit = 256;

struct Walks {
  std::vector<uintptr_t> ours;
  std::vector<uintptr_t> glibc;
};
Walks seen;

// Both walks from one place; what lies within this function (and within a sanitizer's
// backtrace()) is left out.
[[gnu::noinline]] void walk_both() {
  uintptr_t ours[kLimit];
  void* glibc[kLimit];
  const size_t count = walk_stack(current_registers(), {}, ours, kLimit);
  const auto judged = static_cast<size_t>(backtrace(glibc, kLimit));
  seen = {};
  seen.ours.assign(ours + std::min<size_t>(count, 1), ours + count);
  const auto caller = reinterpret_cast<uintptr_t>(__builtin_return_address(0));
  for (size_t i = 0; i < judged; ++i) {
    const auto frame = reinterpret_cast<uintptr_t>(glibc[i]);
    if (frame == caller || !seen.glibc.empty()) seen.glibc.push_back(frame);
  }
}

// Where a signal came, ours is the byte after the one that glibc tells.
void expect_as_glibc() {
  ASSERT_GE(seen.glibc.size(), 3U);
  for (size_t i = 0; i < std::min(seen.ours.size(), seen.glibc.size()); ++i) {
    if (seen.ours[i] == seen.glibc[i] + 1) --seen.ours[i];
  }
  EXPECT_THAT(seen.ours, ElementsAreArray(seen.glibc));
}

// Frames of many sizes, which a stack pointer alone does not tell.
[[gnu::noinline]] int recurse(int depth, void (*innermost)()) {
  auto* const room =
      static_cast<volatile char*>(__builtin_alloca(static_cast<size_t>(depth) * 24 + 8));
  room[0] = 1;
  if (depth == 0) {
    innermost();
    return room[0];
  }
  return recurse(depth - 1, innermost) + room[0];
}

TEST(WalkStack, SeesWhatGlibcSees) {
  walk_both();
  expect_as_glibc();
}

TEST(WalkStack, SeesThroughDeepRecursion) {
  recurse(100, &walk_both);
  expect_as_glibc();
  EXPECT_GE(seen.ours.size(), 100U);
}

TEST(WalkStack, SeesTheSameTwice) {
  recurse(10, &walk_both);
  expect_as_glibc();
  forget_modules();
  recurse(10, &walk_both);
  expect_as_glibc();
}

TEST(WalkStack, StopsAtTheLimit) {
  uintptr_t frames[3] = {0, 0, 7};
  EXPECT_EQ(walk_stack(current_registers(), {}, frames, 2), 2U);
  EXPECT_NE(frames[1], 0U);
  EXPECT_EQ(frames[2], 7U);
}

TEST(WalkStack, LeavesOutASkippedRange) {
  uintptr_t all[kLimit];
  uintptr_t some[kLimit];
  const size_t count = walk_stack(current_registers(), {}, all, kLimit);
  const AddressRange skipped = {all[1], all[1] + 1};
  ASSERT_EQ(walk_stack(current_registers(), skipped, some, kLimit), count - 1);
  EXPECT_EQ(some[1], all[2]);
}

int compare_and_walk(const void* left, const void* right) {
  walk_both();
  return *static_cast<const int*>(left) - *static_cast<const int*>(right);
}

TEST(WalkStack, SeesThroughTheCLibrary) {
  int numbers[] = {2, 1};
  std::qsort(numbers, 2, sizeof(int), &compare_and_walk);
  expect_as_glibc();
}

TEST(WalkStack, SeesTheStackOfAThread) {
  std::thread([] { recurse(5, &walk_both); }).join();
  expect_as_glibc();
}

void walk_in_handler(int) {
  walk_both();
}

void raise_signal() {
  std::raise(SIGUSR1);
}

class SignalStack {
 public:
  explicit SignalStack(int flags) {
    struct sigaction action = {};
    action.sa_handler = &walk_in_handler;
    action.sa_flags = flags;
    sigaction(SIGUSR1, &action, &before_);
    stack_t stack = {};
    stack.ss_sp = room_.data();
    stack.ss_size = room_.size();
    sigaltstack(&stack, &stack_before_);
  }
  ~SignalStack() {
    sigaction(SIGUSR1, &before_, nullptr);
    sigaltstack(&stack_before_, nullptr);
  }

 private:
  std::vector<char> room_ = std::vector<char>(size_t{1} << 18);
  struct sigaction before_ = {};
  stack_t stack_before_ = {};
};

TEST(WalkStack, SeesWhatASignalInterrupted) {
  const SignalStack handled(0);
  recurse(5, &raise_signal);
  expect_as_glibc();
  EXPECT_GE(seen.ours.size(), 8U);
}

TEST(WalkStack, SeesWhatASignalOnItsOwnStackInterrupted) {
  const SignalStack handled(SA_ONSTACK);
  recurse(5, &raise_signal);
  expect_as_glibc();
  EXPECT_GE(seen.ours.size(), 8U);
}

// A stack of its own, between pages that nobody may touch.
class CoroutineStack {
 public:
  static constexpr size_t kPage = 4096;
  static constexpr size_t kBytes = 64 * kPage;

  CoroutineStack() {
    void* const pages =
        mmap(nullptr, kBytes + 2 * kPage, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    base_ = static_cast<char*>(pages) + kPage;
    mprotect(base_, kBytes, PROT_READ | PROT_WRITE);
  }
  ~CoroutineStack() { munmap(base_ - kPage, kBytes + 2 * kPage); }
  CoroutineStack(const CoroutineStack&) = delete;
  CoroutineStack& operator=(const CoroutineStack&) = delete;

  char* begin() const { return base_; }

  void fill_with(uintptr_t word) {
    std::fill_n(reinterpret_cast<uintptr_t*>(base_), kBytes / sizeof(uintptr_t), word);
  }
  // Looks like frames: a pointer to the next one, and a return address.
  void fill_with_chain(uintptr_t return_address) {
    auto* const words = reinterpret_cast<uintptr_t*>(base_);
    for (size_t i = 0; i + 1 < kBytes / sizeof(uintptr_t); i += 2) {
      words[i] = reinterpret_cast<uintptr_t>(words + i + 2);
      words[i + 1] = return_address;
    }
  }

  void run(void (*body)()) {
    ucontext_t inside = {};
    getcontext(&inside);
    inside.uc_stack.ss_sp = base_;
    inside.uc_stack.ss_size = kBytes;
    ucontext_t outside = {};
    inside.uc_link = &outside;
    makecontext(&inside, body, 0);
    swapcontext(&outside, &inside);
  }

 private:
  char* base_ = nullptr;
};

void walk_deep() {
  recurse(10, &walk_both);
}

TEST(WalkStack, SeesTheStackOfACoroutine) {
  CoroutineStack stack;
  stack.run(&walk_deep);
  expect_as_glibc();
  EXPECT_GE(seen.ours.size(), 12U);
}

TEST(WalkStack, SeesAStackThatTookThePlaceOfAnother) {
  for (int round = 0; round < 50; ++round) {
    CoroutineStack stack;
    stack.run(&walk_deep);
    EXPECT_GE(seen.ours.size(), 12U);
  }
}

std::vector<uintptr_t> walk_from(const Registers& registers) {
  std::vector<uintptr_t> frames(kLimit);
  frames.resize(walk_stack(registers, {}, frames.data(), kLimit));
  return frames;
}

// Registers that say: this is in the middle of a function, and its frame is there.
Registers registers_at(const void* sp) {
  Registers registers = current_registers();
  registers.sp = reinterpret_cast<uintptr_t>(sp);
  registers.fp = registers.sp + 16;
  registers.base = registers.sp + 32;
  return registers;
}

TEST(WalkStack, EndsWhereTheStackHoldsGarbage) {
  CoroutineStack stack;
  for (const uintptr_t word :
       {uintptr_t{0}, uintptr_t{1}, ~uintptr_t{0}, ~uintptr_t{7}, uintptr_t{1} << 47,
        reinterpret_cast<uintptr_t>(&walk_both), uintptr_t{0xffff'ffff'ff60'0000}}) {
    stack.fill_with(word);
    EXPECT_LE(walk_from(registers_at(stack.begin())).size(), kLimit);
  }
  stack.fill_with(reinterpret_cast<uintptr_t>(stack.begin()));
  EXPECT_LE(walk_from(registers_at(stack.begin())).size(), 3U);
}

TEST(WalkStack, EndsWhereTheStackLeadsRoundAndRound) {
  CoroutineStack stack;
  stack.fill_with_chain(reinterpret_cast<uintptr_t>(&walk_both) + 8);
  EXPECT_LE(walk_from(registers_at(stack.begin())).size(), kLimit);
}

TEST(WalkStack, EndsWhereNothingIsMapped) {
  void* const hole = mmap(nullptr, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  EXPECT_LE(walk_from(registers_at(hole)).size(), 1U);
  munmap(hole, 4096);
  EXPECT_LE(walk_from(registers_at(hole)).size(), 1U);
  EXPECT_LE(walk_from(registers_at(nullptr)).size(), 1U);
  EXPECT_LE(walk_from(registers_at(reinterpret_cast<void*>(~uintptr_t{15}))).size(), 1U);
}

TEST(WalkStack, FindsNothingWhereNoCodeIs) {
  Registers registers = current_registers();
  registers.pc = 0;
  EXPECT_TRUE(walk_from(registers).empty());
  registers.pc = ~uintptr_t{0};
  EXPECT_TRUE(walk_from(registers).empty());
  registers.pc = registers.sp;
  EXPECT_TRUE(walk_from(registers).empty());
}

}  // namespace
}  // namespace jescope::shim
