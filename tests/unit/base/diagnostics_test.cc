// SPDX-License-Identifier: Apache-2.0
#include "jescope/base/diagnostics.h"

#include <gtest/gtest.h>

#include "tests/support/diagnostics_text.h"

namespace jescope {
namespace {

TEST(Diagnostics, KeepsTheFirstOfAKindAndCounts) {
  Diagnostics diagnostics;
  diagnostics.warn("skipped line", "a:1", "first", "mend it");
  diagnostics.note("choice", "", "chosen");
  diagnostics.warn("skipped line", "a:2", "second");
  EXPECT_EQ(to_text(diagnostics),
            "warning: a:1: first (2 times)\n"
            "hint: mend it\n"
            "note: chosen\n");
}

TEST(Diagnostics, TellsAChoiceOnce) {
  Diagnostics diagnostics;
  diagnostics.note("choice", "", "chosen");
  diagnostics.note("choice", "", "chosen");
  EXPECT_EQ(to_text(diagnostics), "note: chosen\n");
  diagnostics.note("choice", "", "another");
  EXPECT_EQ(to_text(diagnostics), "note: chosen (2 times)\n");
}

TEST(Diagnostics, AppendAddsUpKinds) {
  Diagnostics left;
  left.warn("x", "a:1", "left");
  Diagnostics right;
  right.warn("y", "b:1", "other");
  right.warn("x", "b:2", "right");
  right.warn("x", "b:3", "right");
  left.append(right);
  EXPECT_EQ(to_text(left),
            "warning: a:1: left (3 times)\n"
            "warning: b:1: other\n");
}

}  // namespace
}  // namespace jescope
