// SPDX-License-Identifier: Apache-2.0
#include "jescope/base/units.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace jescope {
namespace {

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();
constexpr int64_t kKiB = 1024;
constexpr int64_t kMiB = 1024 * kKiB;

struct BytesCase {
  std::string name;
  int64_t bytes;
  ByteUnit unit;
  std::string text;
};

class FormatBytes : public testing::TestWithParam<BytesCase> {};

TEST_P(FormatBytes, Text) {
  EXPECT_EQ(format_bytes(GetParam().bytes, GetParam().unit), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, FormatBytes,
    testing::Values(BytesCase{"Zero", 0, ByteUnit::kAuto, "0 B"},
                    BytesCase{"One", 1, ByteUnit::kAuto, "1 B"},
                    BytesCase{"BelowKiB", 1023, ByteUnit::kAuto, "1,023 B"},
                    BytesCase{"KiB", kKiB, ByteUnit::kAuto, "1.0 KiB"},
                    BytesCase{"BelowMiB", kMiB - 1, ByteUnit::kAuto, "1.0 MiB"},
                    BytesCase{"MiBAndHalf", kMiB + kMiB / 2, ByteUnit::kAuto, "1.5 MiB"},
                    BytesCase{"GiB", 3 * kKiB* kMiB, ByteUnit::kAuto, "3.0 GiB"},
                    BytesCase{"TiB", kMiB* kMiB, ByteUnit::kAuto, "1.0 TiB"},
                    BytesCase{"Largest", kMost, ByteUnit::kAuto, "8.0 EiB"},
                    BytesCase{"Smallest", kLeast, ByteUnit::kAuto, "-8.0 EiB"},
                    BytesCase{"Negative", -1536, ByteUnit::kAuto, "-1.5 KiB"},
                    BytesCase{"FixedB", 5 * kMiB, ByteUnit::kB, "5,242,880 B"},
                    BytesCase{"FixedKiB", 512, ByteUnit::kKiB, "0.5 KiB"},
                    BytesCase{"FixedMiB", 2048 * kMiB, ByteUnit::kMiB, "2048.0 MiB"},
                    BytesCase{"FixedGiB", kMiB, ByteUnit::kGiB, "0.0 GiB"}),
    [](const auto& row) { return row.param.name; });

struct CountCase {
  std::string name;
  int64_t count;
  std::string text;
};

class FormatCount : public testing::TestWithParam<CountCase> {};

TEST_P(FormatCount, Text) {
  EXPECT_EQ(format_count(GetParam().count), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, FormatCount,
    testing::Values(CountCase{"Zero", 0, "0"}, CountCase{"Three", 999, "999"},
                    CountCase{"Four", 1000, "1,000"}, CountCase{"Seven", 1234567, "1,234,567"},
                    CountCase{"Negative", -123, "-123"}, CountCase{"NegativeFour", -1234, "-1,234"},
                    CountCase{"Smallest", kLeast, "-9,223,372,036,854,775,808"}),
    [](const auto& row) { return row.param.name; });

struct PercentCase {
  std::string name;
  double part;
  double whole;
  std::string text;
};

class FormatPercent : public testing::TestWithParam<PercentCase> {};

TEST_P(FormatPercent, Text) {
  EXPECT_EQ(format_percent(GetParam().part, GetParam().whole), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Table, FormatPercent,
                         testing::Values(PercentCase{"Third", 1, 3, "33.3%"},
                                         PercentCase{"All", 7, 7, "100.0%"},
                                         PercentCase{"NothingOfNothing", 0, 0, "-"},
                                         PercentCase{"SomethingOfNothing", 5, 0, "-"},
                                         PercentCase{"Negative", -1, 4, "-25.0%"}),
                         [](const auto& row) { return row.param.name; });

struct ParseCase {
  std::string name;
  std::string text;
  std::optional<int64_t> bytes;
};

class ParseBytes : public testing::TestWithParam<ParseCase> {};

TEST_P(ParseBytes, Bytes) {
  EXPECT_EQ(parse_bytes(GetParam().text), GetParam().bytes);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ParseBytes,
    testing::Values(
        ParseCase{"Plain", "100", 100}, ParseCase{"B", "7B", 7},
        ParseCase{"KiB", "512KiB", 512 * kKiB}, ParseCase{"KB", "2KB", 2 * kKiB},
        ParseCase{"SmallLetter", "2k", 2 * kKiB}, ParseCase{"Blank", "2 GiB", 2048 * kMiB},
        ParseCase{"Around", "  1 MiB  ", kMiB}, ParseCase{"Fraction", "1.5K", 1536},
        ParseCase{"Tebi", "1T", kMiB* kMiB}, ParseCase{"Empty", "", std::nullopt},
        ParseCase{"NoNumber", "MiB", std::nullopt}, ParseCase{"Negative", "-1", std::nullopt},
        ParseCase{"UnknownUnit", "1 XiB", std::nullopt},
        ParseCase{"LongUnit", "1 KiBs", std::nullopt}, ParseCase{"Hex", "0x10", std::nullopt},
        ParseCase{"Exponent", "1e3", std::nullopt}, ParseCase{"NotANumber", "nan", std::nullopt},
        ParseCase{"Infinite", "inf", std::nullopt},
        ParseCase{"TooLarge", "9000000T", std::nullopt}),
    [](const auto& row) { return row.param.name; });

struct SecondsCase {
  std::string name;
  std::string text;
  std::optional<double> seconds;
};

class ParseSeconds : public testing::TestWithParam<SecondsCase> {};

TEST_P(ParseSeconds, Seconds) {
  EXPECT_EQ(parse_seconds(GetParam().text), GetParam().seconds);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ParseSeconds,
    testing::Values(SecondsCase{"Bare", "2", 2}, SecondsCase{"S", "10s", 10},
                    SecondsCase{"Ms", "500ms", 0.5}, SecondsCase{"M", "1m", 60},
                    SecondsCase{"Min", "5min", 300}, SecondsCase{"H", "1.5h", 5400},
                    SecondsCase{"Empty", "", std::nullopt}, SecondsCase{"Unit", "s", std::nullopt},
                    SecondsCase{"UnknownUnit", "1d", std::nullopt},
                    SecondsCase{"Negative", "-1s", std::nullopt},
                    SecondsCase{"NotANumber", "nan", std::nullopt},
                    SecondsCase{"Infinite", "inf", std::nullopt}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
