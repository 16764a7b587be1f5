// SPDX-License-Identifier: Apache-2.0
//
// Call graphs in the shapes that paper and pixels take.
#include "render/graph/paint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "jescope/render/call_graph.h"
#include "tests/browser/graph/call_graphs.h"

namespace jescope {
namespace {

Drawing painted(const CallGraph& graph) {
  return paint_graph(picture_of(graph, {.title = "A title", .subtitle = "total 1 MiB"}));
}

template <typename Shape>
std::vector<Shape> shapes_of(const Drawing& drawing) {
  std::vector<Shape> shapes;
  for (const DrawnShape& shape : drawing.shapes) {
    if (const Shape* const found = std::get_if<Shape>(&shape)) shapes.push_back(*found);
  }
  return shapes;
}

std::vector<std::string> words_of(const Drawing& drawing) {
  std::vector<std::string> words;
  for (const DrawnText& text : shapes_of<DrawnText>(drawing)) words.push_back(text.words);
  return words;
}

// Texts that stand in a node's box reach no farther than the box.
void expect_texts_within_boxes(const Drawing& drawing) {
  const DrawnBox* box = nullptr;
  for (const DrawnShape& shape : drawing.shapes) {
    const auto* const next = std::get_if<DrawnBox>(&shape);
    if (next != nullptr) box = next->radius > 0 ? next : nullptr;
    const auto* const text = std::get_if<DrawnText>(&shape);
    if (text == nullptr || box == nullptr || text->start.y < box->corner.y ||
        text->start.y > box->corner.y + box->height) {
      continue;
    }
    const double end = text->start.x + text_width(text->face, text->font_px, text->words);
    EXPECT_GE(text->start.x, box->corner.x) << text->words;
    EXPECT_LE(end, box->corner.x + box->width + 0.01) << text->words;
  }
}

TEST(PaintGraph, SaysWhatTheSvgSays) {
  const Drawing drawing = painted(service_graph());
  EXPECT_THAT(words_of(drawing),
              testing::IsSupersetOf({"A title", "total 1 MiB", "main", "app::Server::serve",
                                     "json::parse", "683.6 KiB (70.0%)", "of 878.9 KiB (90.0%)",
                                     "58.6 KiB", "holds itself: nothing", "functions left out"}));
}

TEST(PaintGraph, DrawsALineAndAHeadForEachCall) {
  const Drawing drawing = painted(service_graph());
  const auto curves = shapes_of<DrawnCurve>(drawing);
  EXPECT_EQ(shapes_of<DrawnPolygon>(drawing).size(), 6u);
  EXPECT_EQ(curves.size(), 6u + 3) << "the legend has three";
  EXPECT_EQ(std::ranges::count_if(curves, [](const auto& c) { return c.stroke.is_dashed; }), 2);
}

TEST(PaintGraph, ColoursWhatGrewAndShrank) {
  const auto boxes = shapes_of<DrawnBox>(painted(change_graph()));
  const auto has = [&](uint32_t rgb) {
    return std::ranges::any_of(boxes, [rgb](const DrawnBox& box) {
      return box.radius > 0 && box.border->colour == colour_of(rgb);
    });
  };
  EXPECT_TRUE(has(0xb8412a));
  EXPECT_TRUE(has(0x2a62a8));
}

TEST(PaintGraph, KeepsTextsInTheirBoxes) {
  expect_texts_within_boxes(painted(service_graph()));
  expect_texts_within_boxes(painted(change_graph()));
  expect_texts_within_boxes(painted(hostile_graph()));
  CallGraph wide = service_graph();
  for (GraphNode& node : wide.nodes) node.frame.name = std::string(200, 'W');
  expect_texts_within_boxes(painted(wide));
}

TEST(PaintGraph, StaysWithinThePicture) {
  for (const CallGraph& graph : {service_graph(), change_graph(), hostile_graph(), CallGraph()}) {
    const Drawing drawing = painted(graph);
    for (const DrawnText& text : shapes_of<DrawnText>(drawing)) {
      EXPECT_GE(text.start.x, 0) << text.words;
      EXPECT_LE(text.start.x + text_width(text.face, text.font_px, text.words), drawing.width)
          << text.words;
    }
  }
}

TEST(PaintGraph, SaysThatThereIsNothing) {
  EXPECT_THAT(words_of(painted(CallGraph())), testing::Contains("no samples"));
}

TEST(PrintCallGraph, TakesHostileNamesInEachFormat) {
  const GraphStyle style{.title = "evil \xFF ) \\ \u202E", .subtitle = "\u0007"};
  for (const PrintFormat format : {PrintFormat::kPdf, PrintFormat::kPs, PrintFormat::kEps,
                                   PrintFormat::kGif, PrintFormat::kPng}) {
    const PrintedPicture picture = print_call_graph(hostile_graph(), style, format);
    EXPECT_GT(picture.bytes.size(), 1000u);
    EXPECT_LT(picture.bytes.size(), 1000000u);
    EXPECT_EQ(picture.bytes, print_call_graph(hostile_graph(), style, format).bytes);
  }
}

}  // namespace
}  // namespace jescope
