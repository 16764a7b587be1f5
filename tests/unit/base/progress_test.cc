// SPDX-License-Identifier: Apache-2.0
//
// What is seen of phases from outside.
#include "jescope/base/progress.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace jescope {
namespace {

TEST(Progress, ShowsTheInnermostPhaseAndWhatIsAroundItAgain) {
  Progress progress;
  EXPECT_EQ(progress.look().phase, 0u);
  {
    const ProgressPhase outer(&progress, {"outer"});
    {
      ProgressPhase inner(&progress, {"inner", ProgressUnit::kDumps, 10});
      inner.set_detail("one");
      inner.advance(3);
      const ProgressState state = progress.look();
      EXPECT_EQ(state.phase, 2u);
      EXPECT_EQ(state.plan.what, "inner");
      EXPECT_EQ(state.detail, "one");
      EXPECT_EQ(state.done, 3u);
      EXPECT_EQ(state.plan.total, 10u);
    }
    EXPECT_EQ(progress.look().phase, 1u);
    EXPECT_EQ(progress.look().plan.what, "outer");
  }
  EXPECT_EQ(progress.look().phase, 0u);
}

TEST(Progress, APhaseThatTellsHowMuchIsLeftStaysUntilItIsDone) {
  Progress progress;
  const ProgressPhase whole(&progress, {"working"});
  ProgressPhase dumps(&progress, {"reading", ProgressUnit::kBytes, 10, ProgressPace::kEven});
  dumps.advance(4);
  const ProgressPhase inner(&progress, {"estimating"});
  EXPECT_EQ(progress.look().plan.what, "reading");
  EXPECT_EQ(progress.look().phase, 2u);
  dumps.advance(6);
  EXPECT_EQ(progress.look().plan.what, "estimating");
}

TEST(Progress, CountsWhatAllThreadsDo) {
  Progress progress;
  ProgressPhase phase(&progress, {"work", ProgressUnit::kModules, 4000});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&phase] {
      for (int step = 0; step < 1000; ++step) phase.advance(1);
    });
  }
  for (int i = 0; i < 1000; ++i) EXPECT_LE(progress.look().done, 4000u);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(progress.look().done, 4000u);
}

TEST(Progress, SaysWhenTheFirstPhaseBegins) {
  int times = 0;
  Progress progress([&times] { ++times; });
  EXPECT_EQ(times, 0);
  { const ProgressPhase phase(&progress, {"first"}); }
  { const ProgressPhase phase(&progress, {"second"}); }
  EXPECT_EQ(times, 1);
}

TEST(Progress, IsNotNeeded) {
  ProgressPhase phase(nullptr, {"work"});
  phase.set_detail("nobody looks");
  phase.advance(1);
}

}  // namespace
}  // namespace jescope
