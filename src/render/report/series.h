// SPDX-License-Identifier: Apache-2.0
//
// The dumps of a series one by one: what the slider shows, and a table of all.
// Internal to `render`.
#pragma once

#include <string>

#include "jescope/base/units.h"
#include "jescope/summarize/heap_report.h"

namespace jescope {

// The slider and what it shows: the last dump's numbers, until a script moves it.
std::string snapshot_panel(const ReportedSeries& series, ByteUnit unit);

// All dumps with their totals, folded.
std::string snapshot_table(const ReportedSeries& series, ByteUnit unit);

// A small line through the row's points; nothing where there are none.
std::string sparkline_svg(const TrendSeries& series);

}  // namespace jescope
