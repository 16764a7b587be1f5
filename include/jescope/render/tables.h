// SPDX-License-Identifier: Apache-2.0
//
// Writes finished reports as text, JSON, CSV or Markdown. JSON fields are a
// contract: fields are added, never renamed.
#pragma once

#include <string>

#include "jescope/render/table_style.h"
#include "jescope/summarize/dump_info.h"
#include "jescope/summarize/neighbours.h"
#include "jescope/summarize/source_list.h"
#include "jescope/summarize/symbol_report.h"
#include "jescope/summarize/top_table.h"
#include "jescope/summarize/traces.h"
#include "jescope/summarize/tree_outline.h"

namespace jescope {

std::string render_top(const TopTable& table, const TableStyle& style);
std::string render_tree(const CallTree& tree, const TreeOutline& outline, const TableStyle& style);
std::string render_traces(const TraceList& list, const TableStyle& style);
std::string render_neighbours(const NeighbourList& list, const TableStyle& style);
std::string render_info(const DumpInfo& info, const TableStyle& style);
std::string render_symbols(const SymbolReport& report, const TableStyle& style);
std::string render_source_list(const SourceList& list, const TableStyle& style);

}  // namespace jescope
