// SPDX-License-Identifier: Apache-2.0
//
// The sections of the report page, each as HTML without its heading; empty where
// there is nothing to tell. Internal to `render`.
#pragma once

#include <cstddef>
#include <string>

#include "jescope/render/report.h"

namespace jescope {

// Key figures, and findings in plain sentences.
std::string summary_section(const HeapReport& report, const ReportStyle& style);

// The chart over the dumps, the numbers of the dump that the slider chooses, and
// how each function grows.
std::string trend_section(const HeapReport& report, const ReportStyle& style);

std::string change_section(const HeapReport& report, const ReportStyle& style);
std::string function_section(const HeapReport& report, const ReportStyle& style);
std::string graph_section(const HeapReport& report, const ReportStyle& style);
std::string source_section(const HeapReport& report, const ReportStyle& style);
std::string symbol_section(const HeapReport& report, const ReportStyle& style);

// What sampling does to the numbers of this very report.
std::string error_section(const HeapReport& report, const ReportStyle& style);

// The dumps' facts, the command line and the tool.
std::string about_section(const HeapReport& report, const ReportStyle& style);

// Flame graphs of the dump and of the change, together within `most_bytes`.
struct FlameSections {
  std::string of_dump;
  std::string of_change;
};

FlameSections flame_sections(const HeapReport& report, size_t most_bytes);

}  // namespace jescope
