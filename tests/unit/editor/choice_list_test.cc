// SPDX-License-Identifier: Apache-2.0
#include "cli/editor/choice_list.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace jescope {
namespace {

TEST(ChoiceList, FillsColumnsDownwards) {
  EXPECT_EQ(list_choices({"a", "bb", "ccc", "d", "e"}, 12), "a    d\nbb   e\nccc\n");
  EXPECT_EQ(list_choices({"a", "bb", "ccc", "d", "e"}, 13), "a    ccc  e\nbb   d\n");
}

TEST(ChoiceList, CountsColumnsNotBytes) {
  EXPECT_EQ(list_choices({"\xc3\xb6\xc3\xb6", "b", "c"}, 6), "\xc3\xb6\xc3\xb6  c\nb\n");
}

TEST(ChoiceList, GivesEachALineWhereNoneFit) {
  EXPECT_EQ(list_choices({"long name", "x"}, 3), "long name\nx\n");
  EXPECT_EQ(list_choices({"a"}, 0), "a\n");
}

TEST(ChoiceList, TellsHowManyMoreThereAre) {
  const std::string text = list_choices(std::vector<std::string>(1000, "name"), 80);
  EXPECT_TRUE(text.ends_with("\xe2\x80\xa6 940 more\n")) << text;
  EXPECT_LT(std::ranges::count(text, '\n'), 10);
}

}  // namespace
}  // namespace jescope
