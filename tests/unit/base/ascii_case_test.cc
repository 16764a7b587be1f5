// SPDX-License-Identifier: Apache-2.0
#include "jescope/base/ascii_case.h"

#include <gtest/gtest.h>

namespace jescope {
namespace {

TEST(AsciiCase, OnlyLettersOfAsciiBecomeSmall) {
  EXPECT_EQ(lower_case("AZaz@[`{09-\xC4"), "azaz@[`{09-\xC4");
  EXPECT_EQ(lower_case(""), "");
}

TEST(AsciiCase, APrefixIsFoundInAnyCase) {
  EXPECT_TRUE(starts_with_any_case("HTTPS://x", "https://"));
  EXPECT_TRUE(starts_with_any_case("https://x", "HTTPS://"));
  EXPECT_TRUE(starts_with_any_case("x", ""));
  EXPECT_FALSE(starts_with_any_case("http", "https://"));
  EXPECT_FALSE(starts_with_any_case("", "h"));
}

}  // namespace
}  // namespace jescope
