// SPDX-License-Identifier: Apache-2.0
//
// Areas stacked over an axis, as one self-contained SVG without scripts.
// Internal to `render`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jescope/model/values.h"

namespace jescope {

// One area: a value at each position.
struct ChartArea {
  std::string name;    // for the legend
  std::string detail;  // stands behind the name, and in the hover title
  std::vector<double> values;
};

struct Chart {
  std::string title;
  std::vector<std::string> lines;  // below the title
  std::string axis_name;           // below the horizontal axis
  double axis_scale = 1;           // units of `positions` in one of the axis's numbers
  Metric metric = Metric::kInuseSpace;
  std::vector<double> positions;    // ascending
  std::vector<std::string> points;  // hover title of the total at each position; may be empty
  ChartArea rest;                   // lowest, grey
  std::vector<ChartArea> areas;     // from below; at most kMostChartAreas
  std::optional<double> limit;      // a line across
};

inline constexpr size_t kMostChartAreas = 7;

std::string draw_chart(const Chart& chart);

}  // namespace jescope
