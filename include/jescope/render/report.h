// SPDX-License-Identifier: Apache-2.0
//
// Writes a report as one HTML page that needs nothing else: no request, no
// other file; its pictures and tables read without scripts and on paper.
#pragma once

#include <cstddef>
#include <string>

#include "jescope/base/units.h"
#include "jescope/summarize/heap_report.h"

namespace jescope {

struct ReportStyle {
  ByteUnit unit = ByteUnit::kAuto;
  std::string command_line;  // that made the report, as a shell takes it
  std::string tool;          // "jescope 0.1.0"
  // What the page should not exceed: flame graphs get what the rest leaves, and
  // have their smallest frames put together until they fit.
  size_t most_bytes = 2'900'000;
};

std::string render_report_html(const HeapReport& report, const ReportStyle& style);

}  // namespace jescope
