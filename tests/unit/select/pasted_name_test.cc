// SPDX-License-Identifier: Apache-2.0
//
// A name pasted from a table matches as it is, brackets and all.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "jescope/select/pattern.h"

namespace jescope {
namespace {

TEST(PastedName, MatchesAsItIsWritten) {
  const Result<Pattern> pattern = Pattern::compile("Arena::Allocate(unsigned long)", "--focus");
  ASSERT_TRUE(pattern.ok());
  EXPECT_TRUE(pattern->matches("rocksdb::Arena::Allocate(unsigned long)"));
  EXPECT_FALSE(pattern->matches("rocksdb::Arena::Allocate(int)"));
}

TEST(SeveralPatterns, MatchWhatAnyOfThemMatches) {
  const std::array<std::string, 2> expressions = {"^a$", "b+"};
  const Result<Pattern> pattern = Pattern::any_of(expressions, "--focus");
  ASSERT_TRUE(pattern.ok());
  EXPECT_TRUE(pattern->matches("a"));
  EXPECT_TRUE(pattern->matches("xbby"));
  EXPECT_FALSE(pattern->matches("ax"));
}

}  // namespace
}  // namespace jescope
