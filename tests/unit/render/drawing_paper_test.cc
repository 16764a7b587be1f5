// SPDX-License-Identifier: Apache-2.0
//
// Drawings as PDF and PostScript. tests/system/printed_graph.sh has other programs read
// them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "jescope/base/utf8.h"
#include "render/drawing/page_text.h"
#include "render/drawing/pdf.h"
#include "render/drawing/pdf_file.h"
#include "render/drawing/postscript.h"

namespace jescope {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Drawing small_drawing(const std::string& words) {
  Drawing drawing;
  drawing.title = "calls (of) \\ main";
  drawing.width = 200;
  drawing.height = 100;
  drawing.shapes = {
      DrawnBox{{10, 10}, 80, 20, 0, colour_of(0xff0000), Stroke{colour_of(0x000000), 2, false}},
      DrawnCurve{{{0, 0}, {1, 2}, {3, 4}, {5, 6}}, {colour_of(0x808080), 1, true}},
      DrawnPolygon{{{0, 0}, {10, 0}, {5, 8}}, colour_of(0x0000ff)},
      DrawnText{words, {20, 25}, FontFace::kSans, 12, colour_of(0x000000)}};
  return drawing;
}

Drawing large_drawing() {
  Drawing drawing;
  drawing.width = 40000;
  drawing.height = 100;
  return drawing;
}

std::string inflated(std::string_view packed) {
  std::string bytes(1 << 20, '\0');
  uLongf count = bytes.size();
  EXPECT_EQ(uncompress(reinterpret_cast<Bytef*>(bytes.data()), &count,
                       reinterpret_cast<const Bytef*>(packed.data()), packed.size()),
            Z_OK);
  bytes.resize(count);
  return bytes;
}

// Returns the first stream: the page's content.
std::string content_of(std::string_view pdf) {
  const size_t begin = pdf.find("stream\n") + 7;
  return inflated(pdf.substr(begin, pdf.find("\nendstream") - begin));
}

TEST(Pdf, TellsWhereEachObjectBegins) {
  const std::string pdf = write_pdf(small_drawing("main \u6F22"));
  const size_t table = std::stoul(pdf.substr(pdf.find("startxref\n") + 10));
  ASSERT_EQ(pdf.substr(table, 7), "xref\n0 ");
  const size_t count = std::stoul(pdf.substr(table + 7));
  const size_t first = pdf.find('\n', table + 7) + 1;
  ASSERT_GT(count, 8u);
  for (size_t object = 1; object < count; ++object) {
    const size_t offset = std::stoul(pdf.substr(first + 20 * object, 10));
    const std::string begin = std::to_string(object) + " 0 obj\n";
    EXPECT_EQ(pdf.substr(offset, begin.size()), begin);
  }
}

TEST(Pdf, DrawsShapesInTheirOrder) {
  EXPECT_EQ(content_of(write_pdf(small_drawing("f(a)\\"))),
            "0.75 0 0 0.75 0 0 cm\n"
            "1 0 0 rg\n0 0 0 RG 2 w [] 0 d\n10 70 80 20 re\nb\n"
            "0.502 0.502 0.502 RG 1 w [5 4] 0 d\n0 100 m\n1 98 3 96 5 94 c\nS\n"
            "0 0 1 rg\n0 100 m\n10 100 l\n5 92 l\nf\n"
            "BT 0 0 0 rg 20 75 Td\n/F0 12 Tf (f\\(a\\)\\\\) Tj\nET\n");
}

TEST(Pdf, IsAsLargeAsTheDrawing) {
  EXPECT_THAT(write_pdf(small_drawing("")), HasSubstr("/MediaBox [0 0 150 75]"));
}

TEST(Pdf, IsAtMostTwoHundredInchesLong) {
  EXPECT_THAT(write_pdf(large_drawing()), HasSubstr("/MediaBox [0 0 14400 36]"));
  EXPECT_NEAR(page_scale(large_drawing()), 0.48, 1e-9);
}

TEST(Pdf, MapsOwnLettersBackToCharacters) {
  const std::string pdf = write_pdf(small_drawing("\u03C3 \u6F22 \U0001F600"));
  EXPECT_THAT(content_of(pdf), HasSubstr("/L0 12 Tf (\\001) Tj\n/F0 12 Tf ( ) Tj\n"));
  const size_t reference = pdf.find("/ToUnicode ") + 11;
  const std::string object = "\n" + std::to_string(std::stoul(pdf.substr(reference))) + " 0 obj";
  const size_t map = pdf.find(object);
  ASSERT_NE(map, std::string::npos);
  EXPECT_THAT(content_of(pdf.substr(map)),
              HasSubstr("3 beginbfchar\n<01> <03C3>\n<02> <6F22>\n<03> <D83DDE00>\nendbfchar\n"));
}

TEST(Pdf, SaysItsTitleInUtf16) {
  Drawing drawing = small_drawing("");
  drawing.title = ")\u6F22";
  EXPECT_THAT(write_pdf(drawing), HasSubstr("/Title <FEFF00296F22>"));
}

TEST(Pdf, HasNoTimeInIt) {
  const std::string pdf = write_pdf(small_drawing("main"));
  EXPECT_THAT(pdf, Not(HasSubstr("Date")));
  EXPECT_EQ(pdf, write_pdf(small_drawing("main")));
}

TEST(Postscript, HasAHeadThatProgramsRead) {
  const std::string page = write_postscript(small_drawing("main"), PaperKind::kPage);
  EXPECT_THAT(page, testing::StartsWith("%!PS-Adobe-3.0\n%%Title: (calls ?of? ? main)\n"
                                        "%%Creator: jescope\n%%BoundingBox: 0 0 150 75\n"));
  EXPECT_THAT(page, HasSubstr("<< /PageSize [150 75] >> setpagedevice"));
  EXPECT_THAT(page, testing::EndsWith("showpage\n%%Trailer\nend\n%%EOF\n"));
}

TEST(Postscript, AsksForNoPaperWithinAnotherPage) {
  const std::string part = write_postscript(small_drawing("main"), PaperKind::kEncapsulated);
  EXPECT_THAT(part, testing::StartsWith("%!PS-Adobe-3.0 EPSF-3.0\n"));
  EXPECT_THAT(part, Not(HasSubstr("setpagedevice")));
}

TEST(Postscript, DrawsShapesInTheirOrder) {
  EXPECT_THAT(write_postscript(small_drawing("f(a)\\"), PaperKind::kPage),
              HasSubstr("%%Page: 1 1\ngsave 0.75 0.75 scale\n"
                        "1 0 0 c\n10 90 m\n10 90 90 90 90 90 k\n"));
  EXPECT_THAT(write_postscript(small_drawing("f(a)\\"), PaperKind::kPage),
              HasSubstr("0 0 1 c\n0 100 m 10 100 l 5 92 l h fill\n"
                        "0 0 0 c\n20 75 m\n12 /F0 f (f\\(a\\)\\\\) show\ngrestore\nshowpage\n"));
}

TEST(Postscript, IsAsciiInShortLines) {
  std::string words;
  for (char32_t character = 1; character < 0x500; ++character) append_utf8(words, character);
  std::string rest = write_postscript(small_drawing(words), PaperKind::kPage);
  EXPECT_TRUE(std::ranges::all_of(
      rest, [](char byte) { return byte == '\n' || (byte >= 0x20 && byte < 0x7F); }));
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    EXPECT_LE(end, 255u);
    rest.erase(0, end + 1);
  }
}

struct NumberCase {
  double number;
  const char* text;
};

TEST(ShortNumber, HasNoNeedlessDigits) {
  for (const NumberCase& row : {NumberCase{0, "0"},
                                {-0.001, "0"},
                                {12.5, "12.5"},
                                {3, "3"},
                                {100, "100"},
                                {-7.256, "-7.26"},
                                {0.999, "1"}}) {
    EXPECT_EQ(short_number(row.number), row.text);
  }
}

}  // namespace
}  // namespace jescope
