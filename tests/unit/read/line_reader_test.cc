// SPDX-License-Identifier: Apache-2.0
#include "read/line_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/byte_sources.h"
#include "tests/support/diagnostics_text.h"

namespace jescope {
namespace {

// Each line with its number; "~" after one without a line end.
std::string lines_of(LineReader& reader) {
  std::string text;
  while (reader.next()) {
    text += reader.here() + "<" + std::string(reader.line()) + ">";
    if (!reader.ends_in_newline()) text += "~";
  }
  return text;
}

struct LineCase {
  std::string name;
  std::string bytes;
  std::string lines;
};

class Lines : public testing::TestWithParam<LineCase> {};

TEST_P(Lines, FromMemory) {
  const auto source = memory_source(GetParam().bytes);
  LineReader reader(*source, "x");
  EXPECT_EQ(lines_of(reader), GetParam().lines);
}

TEST_P(Lines, FromPieces) {
  PieceSource source(GetParam().bytes);
  LineReader reader(source, "x");
  EXPECT_EQ(lines_of(reader), GetParam().lines);
}

TEST_P(Lines, AfterLookingAtTheBeginning) {
  PieceSource source(GetParam().bytes);
  LineReader reader(source, "x");
  EXPECT_EQ(reader.beginning(), GetParam().bytes);
  EXPECT_EQ(lines_of(reader), GetParam().lines);
}

INSTANTIATE_TEST_SUITE_P(Table, Lines,
                         testing::Values(LineCase{"Nothing", "", ""},
                                         LineCase{"OneLine", "a\n", "x:1<a>"},
                                         LineCase{"NoLineEnd", "a", "x:1<a>~"},
                                         LineCase{"EmptyLines", "\n\na\n", "x:1<>x:2<>x:3<a>"},
                                         LineCase{"LastHasNoEnd", "a\nb", "x:1<a>x:2<b>~"},
                                         LineCase{"CarriageReturns", "a\r\nb\r\n", "x:1<a>x:2<b>"},
                                         LineCase{"CarriageReturnWithin", "a\rb\n", "x:1<a\rb>"},
                                         LineCase{"CutAtCarriageReturn", "a\r", "x:1<a>~"},
                                         LineCase{"NulBytes", std::string("a\0b\n", 4),
                                                  "x:1<" + std::string("a\0b", 3) + ">"}),
                         [](const auto& row) { return row.param.name; });

TEST(LineReader, LinesLongerThanTheBuffer) {
  const std::string half_megabyte(size_t{1} << 19, 'a');
  const std::string bytes = half_megabyte + "\nshort\n" + half_megabyte + half_megabyte + "\nend";
  PieceSource source(bytes, 100'000);
  LineReader reader(source, "x");
  std::vector<size_t> lengths;
  while (reader.next()) lengths.push_back(reader.line().size());
  EXPECT_EQ(lengths, (std::vector<size_t>{half_megabyte.size(), 5, 2 * half_megabyte.size(), 3}));
  EXPECT_FALSE(reader.interrupted());
}

TEST(LineReader, EndlessLineIsGivenUp) {
  const std::string endless(size_t{20} << 20, 'a');
  const auto source = memory_source(endless);
  LineReader reader(*source, "x");
  EXPECT_FALSE(reader.next());
  ASSERT_TRUE(reader.interrupted());
  EXPECT_EQ(to_text(*reader.error()),
            "x:1: expected a line of text, got 16 MiB without a line end\n");
}

TEST(LineReader, KeepsLinesBeforeAnError) {
  PieceSource source("a\nb\nc", 3, Error{ErrorCode::kUnreadable, "x", "disk on fire", {}});
  LineReader reader(source, "x");
  EXPECT_EQ(lines_of(reader), "x:1<a>x:2<b>x:3<c>~");
  ASSERT_TRUE(reader.interrupted());
  EXPECT_EQ(to_text(*reader.error()), "x: disk on fire\n");
}

}  // namespace
}  // namespace jescope
