// SPDX-License-Identifier: Apache-2.0
#include "record/attach/safe_moment.h"

#include <gtest/gtest.h>

#include <cstring>

namespace jescope {
namespace {

constexpr uint64_t kProgram = 0x1000;
constexpr uint64_t kAllocator = 0x5000;
constexpr uint64_t kLibc = 0x8000;
constexpr uint64_t kLoader = 0xa000;

CodeSearch search() {
  CodeSearch found;
  found.forks = {{kLibc + 0x100, kLibc + 0x200}};
  found.loader = {kLoader, kLoader + 0x1000};
  return found;
}

Allocator jemalloc() {
  return {"mallctl", "/lib/libjemalloc.so.2", kAllocator, {{kAllocator, kAllocator + 0x1000}}};
}

// Frames innermost first; the first is where the thread stands.
WalkedStack stack(const std::vector<uint64_t>& addresses, bool is_cut = false) {
  WalkedStack walked;
  for (const uint64_t address : addresses) {
    walked.frames.push_back({address, walked.frames.empty()});
  }
  walked.is_cut = is_cut;
  return walked;
}

ThreadImage image_with(uint64_t word) {
  ThreadImage image;
  image.stack.assign(64, '\0');
  std::memcpy(image.stack.data() + 16, &word, sizeof word);
  return image;
}

struct Case {
  const char* name;
  WalkedStack walked;
  uint64_t on_stack;
  Moment expected;
};

class JudgeMoment : public testing::TestWithParam<Case> {};

TEST_P(JudgeMoment, GivesItsReason) {
  const Case& that = GetParam();
  EXPECT_EQ(judge_moment(that.walked, image_with(that.on_stack), search(), jemalloc()),
            that.expected);
}

INSTANTIATE_TEST_SUITE_P(
    All, JudgeMoment,
    testing::Values(
        Case{"Program", stack({kProgram, kProgram + 8}), 0, Moment::kSafe},
        Case{"Inside", stack({kAllocator, kProgram}), 0, Moment::kInAllocator},
        Case{"CalledFromInside", stack({kLibc, kAllocator + 9, kProgram}), 0, Moment::kInAllocator},
        Case{"ReturnAddressBehindTheLastCall", stack({kLibc, kAllocator + 0x1000, kProgram}), 0,
             Moment::kInAllocator},
        Case{"StandsBehindIt", stack({kAllocator + 0x1000, kProgram}), 0, Moment::kSafe},
        Case{"Fork", stack({kLibc + 0x180, kProgram}), 0, Moment::kForks},
        Case{"LoaderStartsIt", stack({kLoader + 8, kLoader + 16}), 0, Moment::kStarts},
        Case{"LoaderWorksForIt", stack({kLoader + 8, kProgram}), 0, Moment::kSafe},
        Case{"StaleWordOfAWholeStack", stack({kProgram}), kAllocator + 8, Moment::kSafe},
        Case{"CutWithoutAnyWord", stack({kProgram}, true), kLibc, Moment::kSafe},
        Case{"CutWithAWord", stack({kProgram}, true), kAllocator + 8, Moment::kUnknownStack},
        Case{"CutInFork", stack({kProgram}, true), kLibc + 0x180, Moment::kUnknownStack},
        Case{"NoFrames", stack({}), 0, Moment::kUnknownStack}),
    [](const auto& test) { return test.param.name; });

TEST(JudgeMomentOfUnknownCode, TakesOnlyThreadsThatWait) {
  const Allocator unknown{"mallctl", "/bin/program", kAllocator, {}};
  ThreadImage image = image_with(0);
#if defined(__x86_64__)
  image.registers.orig_rax = UINT64_MAX;
  EXPECT_EQ(judge_moment(stack({kProgram}), image, search(), unknown), Moment::kUnknownCode);
  image.registers.orig_rax = 202;  // futex: the allocator's own locks are such
  EXPECT_EQ(judge_moment(stack({kProgram}), image, search(), unknown), Moment::kUnknownCode);
  image.registers.orig_rax = 232;  // epoll_wait
  EXPECT_EQ(judge_moment(stack({kProgram}), image, search(), unknown), Moment::kSafe);
  WalkedStack handler = stack({kProgram});
  handler.has_signal = true;
  EXPECT_EQ(judge_moment(handler, image, search(), unknown), Moment::kUnknownCode);
#else
  EXPECT_EQ(judge_moment(stack({kProgram}), image, search(), unknown), Moment::kUnknownCode);
#endif
}

TEST(WayOut, IsWhereTheOutermostCallReturns) {
  const auto out = [](const WalkedStack& walked) {
    return way_out(walked, jemalloc()).value_or(0);
  };
  EXPECT_EQ(out(stack({kAllocator, kAllocator + 8, kProgram + 4, kProgram + 8})), kProgram + 4);
  EXPECT_EQ(out(stack({kAllocator, kProgram, kAllocator + 8, kProgram + 16})), kProgram + 16);
  EXPECT_EQ(out(stack({kProgram, kProgram + 8})), 0U);
  EXPECT_EQ(out(stack({kAllocator}, true)), 0U);
}

}  // namespace
}  // namespace jescope
