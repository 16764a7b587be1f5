// SPDX-License-Identifier: Apache-2.0
#include "jescope/select/suppressions.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/diagnostics_text.h"
#include "tests/unit/select/side_by_side.h"

namespace jescope {
namespace {

constexpr auto kBefore =
    "main;Cache::insert(int)|/src/cache.cc:3|/usr/bin/app+0x10 1\n"
    "main;Log::open()|/src/log.cc:4|/usr/bin/app+0x20 2\n"
    "main;||/lib/libfont.so.1+0x30 4\n";

constexpr auto kAfter =
    "main;Cache::insert(int)|/src/cache.cc:3|/usr/bin/app+0x10 16\n"
    "main;Cache::insert(int)|/src/cache.cc:3|/usr/bin/app+0x10;grow 32\n"
    "main;$_\xff.x 64\n"
    " 128\n";

// Returns "leak:x line 1: 2 stacks, 4 -> 5 bytes" for each suppression.
std::string uses_text(const std::vector<SuppressionUse>& uses) {
  std::string text;
  for (const SuppressionUse& use : uses) {
    text += fmt::format("{} line {}: {} stacks", use.text, use.line, use.stacks);
    for (const Values& hidden : use.hidden) {
      text += fmt::format(" {}", hidden[Metric::kInuseSpace].value);
    }
    text += "\n";
  }
  return text;
}

struct SuppressionCase {
  std::string name;
  std::string rules;
  std::string uses;
};

class SuppressedStacks : public testing::TestWithParam<SuppressionCase> {};

TEST_P(SuppressedStacks, Uses) {
  const Result<Suppressions> rules = parse_suppressions(GetParam().rules, "leaks.supp");
  ASSERT_TRUE(rules.ok()) << to_text(rules.error());
  const Profile profile = side_by_side(kBefore, kAfter);
  const Suppressed suppressed = suppress(profile, *rules);
  EXPECT_EQ(uses_text(suppressed.uses), GetParam().uses);
  Values sum = total_values(suppressed.profile);
  for (const SuppressionUse& use : suppressed.uses) {
    for (const Values& hidden : use.hidden) sum += hidden;
  }
  EXPECT_EQ(sum, total_values(profile));
}

INSTANTIATE_TEST_SUITE_P(
    Table, SuppressedStacks,
    testing::Values(
        SuppressionCase{"None", "# nothing\n\n", ""},
        SuppressionCase{"Function", "leak:Cache::", "leak:Cache:: line 1: 2 stacks 1 48\n"},
        SuppressionCase{"File", "leak:/log.cc", "leak:/log.cc line 1: 1 stacks 2 0\n"},
        SuppressionCase{"Module", "leak:libfont.so", "leak:libfont.so line 1: 1 stacks 4 0\n"},
        SuppressionCase{"OuterFrame", "leak:main", "leak:main line 1: 5 stacks 7 112\n"},
        SuppressionCase{"FirstOfTwo", "# known\n\n leak:grow \r\nleak:insert\n",
                        "leak:grow line 3: 1 stacks 0 32\nleak:insert line 4: 1 stacks 1 16\n"},
        SuppressionCase{"OuterMatchOfTheFirst", "leak:insert\nleak:grow\n",
                        "leak:insert line 1: 2 stacks 1 48\nleak:grow line 2: 0 stacks 0 0\n"},
        SuppressionCase{"Any", "leak:Ca*sert", "leak:Ca*sert line 1: 2 stacks 1 48\n"},
        SuppressionCase{"AnyBytes", "leak:$_*x", "leak:$_*x line 1: 1 stacks 0 64\n"},
        SuppressionCase{"Anchored", "leak:^Log*()$", "leak:^Log*()$ line 1: 1 stacks 2 0\n"},
        SuppressionCase{"AnchoredAtTheBeginning", "leak:^og", "leak:^og line 1: 0 stacks 0 0\n"},
        SuppressionCase{"AnchoredAtTheEnd", "leak:insert$", "leak:insert$ line 1: 0 stacks 0 0\n"},
        SuppressionCase{"NoExpression", "leak:m.in|[a-z]",
                        "leak:m.in|[a-z] line 1: 0 stacks 0 0\n"},
        SuppressionCase{"MindsCase", "leak:cache::", "leak:cache:: line 1: 0 stacks 0 0\n"}),
    [](const auto& row) { return row.param.name; });

TEST(Suppressed, LeavesTheRest) {
  const Result<Suppressions> rules = parse_suppressions("leak:Cache\nleak:^/lib/", "leaks.supp");
  ASSERT_TRUE(rules.ok());
  EXPECT_EQ(snapshots_to_text(suppress(side_by_side(kBefore, kAfter), *rules).profile),
            "-\nmain;Log::open()|/src/log.cc:4|/usr/bin/app+0x20 2\n"
            "-\n 128\nmain;$_\xff.x 64\n");
}

TEST(Suppressed, NamesCanBePastedFromTables) {
  const Result<Suppressions> rules = parse_suppressions("leak:^std::vector<int>::f()$", "x");
  ASSERT_TRUE(rules.ok());
  const Profile profile = profile_of("std::vector<int, std::allocator<int> >::f() 8\n");
  EXPECT_EQ(uses_text(suppress(profile, *rules).uses),
            "leak:^std::vector<int>::f()$ line 1: 1 stacks 8\n");
}

struct ErrorCase {
  std::string name;
  std::string rules;
  std::string error;
};

class SuppressionErrors : public testing::TestWithParam<ErrorCase> {};

TEST_P(SuppressionErrors, SayWhere) {
  const Result<Suppressions> rules = parse_suppressions(GetParam().rules, "leaks.supp");
  ASSERT_FALSE(rules.ok());
  EXPECT_EQ(rules.error().code, ErrorCode::kUsage);
  EXPECT_EQ(to_text(rules.error()), GetParam().error);
}

constexpr auto kHint = "hint: write \"leak:\" before a part of the name to hide\n";

INSTANTIATE_TEST_SUITE_P(
    Table, SuppressionErrors,
    testing::Values(
        ErrorCase{"OtherType", "leak:a\n\nrace:foo\n",
                  std::string("leaks.supp:3: expected leak:PATTERN, got \"race:foo\"\n") + kHint},
        ErrorCase{"NoType", "foo",
                  std::string("leaks.supp:1: expected leak:PATTERN, got \"foo\"\n") + kHint},
        ErrorCase{"NoPattern", "leak:\n", "leaks.supp:1: expected leak:PATTERN, got \"leak:\"\n"},
        ErrorCase{"Long", "leak:" + std::string(3000, 'a'),
                  "leaks.supp:1: expected a suppression of at most 1024 bytes, got 3005\n"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
