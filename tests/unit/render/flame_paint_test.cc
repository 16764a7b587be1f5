// SPDX-License-Identifier: Apache-2.0
//
// Flame graphs in the shapes that paper and pixels take.
#include "render/flame/paint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "jescope/render/flame.h"

namespace jescope {
namespace {

FlameFrame made_frame(const std::string& css_class, const std::string& name) {
  FlameFrame frame;
  frame.css_class = css_class;
  frame.left = 1600;
  frame.right = 51600;
  frame.y = 126;
  frame.is_inlined = css_class.find(" inlined") != std::string::npos;
  frame.name = name;
  return frame;
}

Drawing painted(const FlameFrame& frame) {
  FlamePicture picture;
  picture.height_px = 300;
  picture.frames = {frame};
  return paint_flame(picture);
}

struct ShadeCase {
  const char* name;
  const char* css_class;
  uint32_t rgb;  // as style.css has it for light windows, paler for inlined ones
};

class FlameShade : public testing::TestWithParam<ShadeCase> {};

TEST_P(FlameShade, IsThatOfTheStyleSheet) {
  const Drawing drawing = painted(made_frame(GetParam().css_class, ""));
  EXPECT_EQ(std::get<DrawnBox>(drawing.shapes.front()).fill, colour_of(GetParam().rgb));
}

INSTANTIATE_TEST_SUITE_P(Table, FlameShade,
                         testing::Values(ShadeCase{"Module", "s4", 0xf8d7a9},
                                         ShadeCase{"ModuleOfTwoDigits", "s26", 0xd7d7d7},
                                         ShadeCase{"Inlined", "s24 inlined", 0xe1e1e1},
                                         ShadeCase{"Language", "l5", 0xb581e7},
                                         ShadeCase{"Grown", "g4", 0xe67a3c},
                                         ShadeCase{"GrownInlined", "g4 inlined", 0xe67a3c},
                                         ShadeCase{"New", "dn", 0xffe14d},
                                         ShadeCase{"Run", "run", 0xeef0f3},
                                         ShadeCase{"Root", "root", 0xe4e7eb}),
                         [](const auto& row) { return row.param.name; });

std::vector<DrawnText> texts_of(const Drawing& drawing) {
  std::vector<DrawnText> texts;
  for (const DrawnShape& shape : drawing.shapes) {
    const auto* const text = std::get_if<DrawnText>(&shape);
    if (text != nullptr && !text->words.empty()) texts.push_back(*text);
  }
  return texts;
}

TEST(PaintFlame, KeepsNamesInTheirFrames) {
  const auto texts = texts_of(painted(made_frame("s4", std::string(100, 'W'))));
  ASSERT_EQ(texts.size(), 1u);
  EXPECT_EQ(texts[0].start.x, 21);
  EXPECT_LE(21 + text_width(texts[0].face, texts[0].font_px, texts[0].words), 511.01);
}

TEST(PaintFlame, StrikesOutWhatIsGone) {
  const Drawing gone = painted(made_frame("dg", "main"));
  const Drawing grown = painted(made_frame("g1", "main"));
  EXPECT_EQ(gone.shapes.size(), grown.shapes.size() + 1);
}

TEST(PaintFlame, GivesNarrowFramesNoEdge) {
  FlameFrame frame = made_frame("s4", "");
  frame.right = frame.left + 250;
  EXPECT_FALSE(std::get<DrawnBox>(painted(frame).shapes.front()).border.has_value());
}

TEST(PrintFlame, SaysThatThereIsNothing) {
  EXPECT_THAT(print_flame(CallTree(), {}, PrintFormat::kPs).bytes,
              testing::HasSubstr("(no samples) show"));
}

}  // namespace
}  // namespace jescope
