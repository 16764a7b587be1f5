// SPDX-License-Identifier: Apache-2.0
//
// A call graph as it is drawn: each box, line and text with its place, and what it
// means. svg.cc writes it for browsers, paint.cc gives it the colours of paper.
//
//   title                       head: stays where it is in a browser
//   subtitle
//   12 functions, 14 calls
//   legend
//   ┌──────┐
//   │ main │                    view: edges, then nodes over them
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "jescope/render/call_graph.h"
#include "render/point.h"

namespace jescope {

// The fill of a box: how much a function holds itself, of a change how it changed.
enum class Tone {
  kHeat0,  // nothing
  kHeat1,
  kHeat2,
  kHeat3,
  kHeat4,
  kHeat5,  // most of all
  kNoise,
  kGrown1,
  kGrown2,
  kGrown3,
  kGrown4,
  kShrunk1,
  kShrunk2,
  kShrunk3,
  kShrunk4,
};

enum class ChangeSign { kNone, kGrown, kShrunk };

struct PictureText {
  std::string words;
  Point at;  // on the base line
  double font_px = 12;
};

struct PictureNode {
  std::string tooltip;  // lines
  Tone tone = Tone::kHeat0;
  ChangeSign sign = ChangeSign::kNone;
  bool is_heaviest = false;
  Point corner;  // left and upper
  double width = 0;
  double height = 0;
  PictureText name;  // its middle is `at`, as that of the numbers
  std::vector<PictureText> numbers;
};

struct PictureEdge {
  uint32_t caller = 0;
  uint32_t callee = 0;
  std::string tooltip;
  ChangeSign sign = ChangeSign::kNone;
  bool bridges = false;  // drawn dashed
  double line_px = 1;
  std::vector<Point> curve;   // the first point, then three points a cubic piece
  std::array<Point, 3> head;  // of the arrow
  PictureText label;
  bool is_label_beside = false;  // the label begins at its place, else its middle is there
};

struct LegendText {
  std::string words;
  Point at;
  double room = 0;  // pixels; the next part begins after it
};

struct LegendSwatch {
  Tone tone = Tone::kHeat0;
  Point corner;
};

// Goes to the right.
struct LegendLine {
  bool is_dashed = false;
  double line_px = 1;
  Point start;
};

using LegendPart = std::variant<LegendText, LegendSwatch, LegendLine>;

inline constexpr double kSwatchWidthPx = 16;
inline constexpr double kSwatchHeightPx = 11;
inline constexpr double kLegendLinePx = 26;
inline constexpr double kLegendFontPx = 11;
inline constexpr double kNodeRadiusPx = 6;
inline constexpr double kGraphHeadPx = 106;
inline constexpr double kGraphMarginPx = 16;
inline constexpr double kTitleFontPx = 16;
inline constexpr double kHeadFontPx = 12;

struct GraphPicture {
  std::string title;  // whole
  double width = 0;
  double height = 0;
  PictureText title_line;
  PictureText subtitle_line;
  PictureText extent_line;
  std::vector<LegendPart> legend;
  std::vector<PictureText> no_samples;  // why there is nothing to see; middles
  Point view;                           // added to the places of nodes and edges
  double view_width = 0;
  double view_height = 0;
  std::vector<PictureEdge> edges;
  std::vector<PictureNode> nodes;
};

GraphPicture picture_of(const CallGraph& graph, const GraphStyle& style);

}  // namespace jescope
