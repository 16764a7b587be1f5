// SPDX-License-Identifier: Apache-2.0
//
// Letters of printed pictures: how wide they are, and which bytes write them.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "jescope/base/utf8.h"
#include "render/drawing/fit_text.h"
#include "render/drawing/glyphs.h"
#include "render/drawing/text_runs.h"

namespace jescope {
namespace {

struct TextWidthCase {
  const char* name;
  FontFace face;
  const char* text;
  double ems;  // as Adobe's metrics of Helvetica and Courier tell
};

class TextWidth : public testing::TestWithParam<TextWidthCase> {};

TEST_P(TextWidth, IsThatOfTheStandardFonts) {
  EXPECT_NEAR(text_width(GetParam().face, 1000, GetParam().text), 1000 * GetParam().ems, 1.5);
}

INSTANTIATE_TEST_SUITE_P(
    Table, TextWidth,
    testing::Values(TextWidthCase{"Digit", FontFace::kSans, "5", 0.556},
                    TextWidthCase{"Capital", FontFace::kSans, "W", 0.944},
                    TextWidthCase{"Word", FontFace::kSans, "il", 0.444},
                    TextWidthCase{"Space", FontFace::kSans, " ", 0.278},
                    TextWidthCase{"Ellipsis", FontFace::kSans, "\u2026", 1.0},
                    TextWidthCase{"Bold", FontFace::kSansBold, "m", 0.889},
                    TextWidthCase{"FixedNarrow", FontFace::kMonoBold, "i", 0.6},
                    TextWidthCase{"FixedWide", FontFace::kMonoBold, "W", 0.6},
                    TextWidthCase{"Nothing", FontFace::kSans, "", 0},
                    TextWidthCase{"BoxOfTwoColumns", FontFace::kMonoBold, "\u6F22", 1.2},
                    TextWidthCase{"BoxOfOneColumn", FontFace::kMonoBold, "\u05D0", 0.6}),
    [](const auto& row) { return row.param.name; });

TEST(Glyphs, AreThereForAllThatPicturesSayThemselves) {
  std::string_view words = "\u2212\u03C3\u00B1\u2026\u2192\u00B7 total 4.0 MiB (41.0%), +1";
  while (!words.empty()) {
    const CodePoint next = decode_utf8(words);
    words.remove_prefix(next.byte_count);
    EXPECT_NE(find_glyph(FontFace::kSans, next.value), nullptr) << std::hex << uint32_t{next.value};
    EXPECT_NE(find_glyph(FontFace::kSansBold, next.value), nullptr)
        << std::hex << uint32_t{next.value};
  }
}

// Points of an outline: the first, then two a piece; all within the fonts' bounds.
bool is_sound(const GlyphContour& contour) {
  return contour.size() % 2 == 1 && std::ranges::all_of(contour, [](const Point& point) {
           return point.x >= -200 && point.x <= 1400 && point.y >= -400 && point.y <= 1200;
         });
}

TEST(Glyphs, StayWithinTheBoundsThatFontsTell) {
  for (const FontFace face : {FontFace::kSans, FontFace::kSansBold, FontFace::kMonoBold}) {
    for (char32_t character = 0; character < 0x3000; ++character) {
      const Glyph* const glyph = find_glyph(face, character);
      if (glyph == nullptr) continue;
      EXPECT_TRUE(std::ranges::all_of(glyph->contours, is_sound)) << uint32_t{character};
    }
  }
}

TEST(FitText, LeavesWhatFits) {
  const FittedText text = fit_text(FontFace::kMonoBold, 10, "main", 24.1);
  EXPECT_EQ(text.words, "main");
  EXPECT_EQ(text.font_px, 10);
  EXPECT_NEAR(text.width, 24, 0.1);
}

TEST(FitText, MakesLettersSmallerFirst) {
  const FittedText text = fit_text(FontFace::kMonoBold, 10, "main", 20);
  EXPECT_EQ(text.words, "main");
  EXPECT_NEAR(text.font_px, 8.3, 0.1);
  EXPECT_NEAR(text.width, 20, 0.01);
}

TEST(FitText, CutsWhatWouldBeTooSmall) {
  const FittedText text = fit_text(FontFace::kMonoBold, 10, "a_function_of_long_name", 40);
  EXPECT_EQ(text.words, "a_\u2026_name");
  EXPECT_EQ(text.font_px, 7.5);
  EXPECT_LE(text.width, 40);
}

TEST(FitText, EndsWhereThereIsNoRoomAtAll) {
  EXPECT_EQ(fit_text(FontFace::kSans, 10, "wide", 0).words, "");
  EXPECT_EQ(fit_text(FontFace::kSans, 10, "", -5).words, "");
}

struct RunCase {
  const char* name;
  FontFace face;
  std::string words;
  std::string runs;  // "S" or the own font's number, ':', codes as they are, ' '
};

class TextRuns : public testing::TestWithParam<RunCase> {};

std::string to_text(const std::vector<TextRun>& runs) {
  std::string text;
  for (const TextRun& run : runs) {
    text += (run.own_font ? std::to_string(*run.own_font) : "S") + ":" + run.codes + "|";
  }
  return text;
}

TEST_P(TextRuns, AreOfTheFontThatHasTheCharacter) {
  OwnFonts fonts;
  EXPECT_EQ(to_text(split_runs(GetParam().face, GetParam().words, 4, fonts)), GetParam().runs);
}

INSTANTIATE_TEST_SUITE_P(
    Table, TextRuns,
    testing::Values(RunCase{"Nothing", FontFace::kSans, "", ""},
                    RunCase{"Standard", FontFace::kSans, "main", "S:main|"},
                    RunCase{"InPieces", FontFace::kSans, "mainly", "S:main|S:ly|"},
                    RunCase{"Western", FontFace::kSans, "\u00F6\u2026", "S:\xF6\x85|"},
                    RunCase{"Foreign", FontFace::kSans, "a\u03C3b\u6F22\u03C3",
                            "S:a|0:\x01|S:b|0:\x02\x01|"},
                    RunCase{"FixedIsOwn", FontFace::kMonoBold, "run", "0:run|"},
                    RunCase{"FixedForeign", FontFace::kMonoBold, "a\u03C3", "0:a|1:\x01|"},
                    RunCase{"SoftHyphenIsSeen", FontFace::kSans, "\u00AD", "0:\x01|"},
                    RunCase{"Broken", FontFace::kSans, "a\xFF", "S:a|0:\x01|"}),
    [](const auto& row) { return row.param.name; });

TEST(OwnFonts, BeginAnotherWhereOneIsFull) {
  OwnFonts fonts;
  for (char32_t character = 0x4E00; character < 0x4E00 + 600; ++character) {
    fonts.place_of(FontFace::kMonoBold, character);
  }
  ASSERT_EQ(fonts.all().size(), 3u);
  EXPECT_EQ(fonts.all()[0].characters.size(), 255u);
  EXPECT_EQ(fonts.all()[2].characters.size(), 600u - 2 * 255);
  EXPECT_EQ(fonts.place_of(FontFace::kMonoBold, 0x4E00 + 255).font, 1u);
  EXPECT_EQ(fonts.place_of(FontFace::kMonoBold, 0x4E00 + 255).code, 1u);
}

}  // namespace
}  // namespace jescope
