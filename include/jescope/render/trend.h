// SPDX-License-Identifier: Apache-2.0
//
// Writes a trend as a table or draws it as a chart. JSON is of schema
// "jescope/trend/1"; its fields are a contract: fields are added, never renamed.
#pragma once

#include <string>

#include "jescope/render/table_style.h"
#include "jescope/summarize/trend.h"

namespace jescope {

// Writes the verdict on the whole, the ranked functions, and the stacks that
// grew most. CSV holds the functions only.
std::string render_trend(const Trend& trend, const TableStyle& style);

// Returns one sentence in plain words on the whole, as "Memory grows steadily:
// 3 functions look like leaks."
std::string trend_sentence(const Trend& trend);

// Draws a self-contained SVG without scripts: what grew most, stacked over the
// series, the rest as one area below.
std::string render_trend_svg(const Trend& trend, const std::string& title);

}  // namespace jescope
