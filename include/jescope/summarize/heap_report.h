// SPDX-License-Identifier: Apache-2.0
//
// All that one report page tells of a dump, of two, or of a series: the finished
// summaries side by side.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "jescope/summarize/call_graph.h"
#include "jescope/summarize/call_tree.h"
#include "jescope/summarize/diff_table.h"
#include "jescope/summarize/dump_info.h"
#include "jescope/summarize/function_table.h"
#include "jescope/summarize/snapshot_tops.h"
#include "jescope/summarize/source_list.h"
#include "jescope/summarize/symbol_report.h"
#include "jescope/summarize/trend.h"

namespace jescope {

// What the report is of: `newest` alone, against a base, or as the end of a series.
enum class ReportKind { kDump, kPair, kSeries };

// A dump's facts, and what only the file tells.
struct DumpFacts {
  DumpInfo info;
  uint64_t sampled_objects = 0;  // live ones that the file counts, before scaling
};

// The dump that a report is about, or several processes added up.
struct ReportedDump {
  std::string subject;  // in a few words
  std::string missing;  // of a dump that is cut short: how much could be read; else empty
  std::vector<DumpFacts> dumps;
  uint64_t sample_period_bytes = 0;  // 0 or 1: every allocation was recorded
  bool has_totals = false;
  Values whole;  // before filtering
  Values total;
  double named_share = 1;  // of the metric, after filtering
  SymbolReport symbols;
  FunctionTable functions;
  CallTree tree;
  std::optional<SourceList> source;  // nothing: the user lets none be read, or none is found
};

// What changed from a base or a first dump to the dump.
struct ReportedChange {
  std::string before;
  std::string after;
  DiffTable table;
  std::array<size_t, 5> rows_by_state = {};  // by ChangeState; of all rows, also those left out
  CallTree tree;                             // both sides laid over each other

  size_t count(ChangeState state) const { return rows_by_state[static_cast<size_t>(state)]; }
};

struct ReportedSeries {
  std::string process;  // "jeprof.out, process 301"
  Trend trend;
  size_t most_rows = 0;  // of the table; the chart may draw further ones
  SnapshotTops snapshots;
};

struct HeapReport {
  ReportKind kind = ReportKind::kDump;
  Metric metric = Metric::kInuseSpace;
  ReportedDump newest;
  std::optional<ReportedChange> change;
  std::optional<ReportedSeries> series;
  CallGraph graph;  // of the change where there is one
};

}  // namespace jescope
