// SPDX-License-Identifier: Apache-2.0
//
// Reports of made-up dumps: the summaries are real ones, of profiles whose
// numbers agree with each other as those of a process do.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jescope/model/dump_name.h"
#include "jescope/render/report.h"
#include "jescope/summarize/heap_report.h"
#include "tests/browser/flame/flame_profiles.h"
#include "tests/browser/flame/flame_trees.h"

namespace jescope {

inline constexpr size_t kReportRows = 200;

// Each snapshot of a process that holds `tree` in the end: of every three stacks
// one is as it was, one grew all along, one came with the last snapshot.
inline Profile snapshots_of(const CallTree& tree, uint32_t count) {
  ProfileBuilder builder(empty_profile(count > 1 ? count : 0));
  const std::vector<FrameStacks::Row> stacks = enter_stacks(builder, tree);
  for (uint32_t snapshot = 0; snapshot < count; ++snapshot) {
    for (size_t node = 0; node < stacks.size(); ++node) {
      const bool is_last = snapshot + 1 == count;
      const uint32_t grown = 100 * (snapshot + 1) / count;
      const uint32_t percent = node % 3 == 0 ? 100 : node % 3 == 1 ? grown : is_last ? 100 : 0;
      const Values values = scaled(tree.nodes[node].self, percent);
      if (!values.empty()) builder.add(stacks[node], values, snapshot);
    }
  }
  Profile profile = builder.take();
  for (uint32_t i = 0; i < profile.snapshots.size(); ++i) {
    Snapshot& snapshot = profile.snapshots[i];
    snapshot.source = "/dumps/jeprof.out.301." + std::to_string(i) + ".heap";
    snapshot.sequence = i;
    snapshot.sample_period_bytes = profile.sample_period_bytes;
    snapshot.has_totals = profile.has_totals;
  }
  return profile;
}

inline ModuleShare made_module(const std::string& path, int64_t bytes, int64_t named) {
  ModuleShare module;
  module.names.path = path;
  module.names.source = named == 0 ? "none" : "DWARF";
  module.bytes = {bytes, named, named};
  module.places = {120, named == 0 ? 0 : 118, 90};
  if (named == 0) {
    module.names.reason = "not found here";
    module.names.remedy = "jescope symbols --sysroot DIR jeprof.out.301.7.i7.heap  # the image";
  }
  return module;
}

inline DumpFacts made_facts(const Values& total) {
  DumpFacts facts;
  facts.info.source = "/dumps/jeprof.out.301.7.i7.heap";
  facts.info.name = parse_dump_name("jeprof.out.301.7.i7.heap");
  facts.info.format = "heap_v2";
  facts.info.likely_allocator = "jemalloc 5.3.0 or later";
  facts.info.sample_period_bytes = 524288;
  facts.info.has_totals = true;
  facts.info.stacks = 1234;
  facts.info.addresses = 5678;
  facts.info.total = total;
  for (uint64_t thread = 0; thread < 3; ++thread)
    facts.info.threads.push_back({thread, "io", total});
  facts.sampled_objects = 4321;
  return facts;
}

inline ReportedDump reported_dump(const Profile& profile) {
  ReportedDump dump;
  dump.subject = "jeprof.out.301.7.i7.heap";
  dump.sample_period_bytes = profile.sample_period_bytes;
  dump.has_totals = profile.has_totals;
  dump.whole = dump.total = total_values(profile);
  dump.named_share = 0.75;
  dump.dumps = {made_facts(dump.total)};
  dump.symbols.modules = {made_module("/opt/app/service", 3000000, 3000000),
                          made_module("/opt/app/libstore.so", 1000000, 0)};
  dump.symbols.bytes = {4000000, 3000000, 3000000};
  dump.functions = build_function_table(profile, Metric::kInuseSpace, kReportRows);
  dump.tree = build_call_tree(profile, Metric::kInuseSpace, Direction::kTopDown);
  return dump;
}

inline ReportedChange reported_change(const Profile& sides) {
  ReportedChange change;
  change.before = "jeprof.out.301.0.i0.heap";
  change.after = "jeprof.out.301.7.i7.heap";
  change.table = build_diff_table(sides, Metric::kInuseSpace, ChangeError::kUpperBound);
  for (const DiffRow& row : change.table.rows) {
    ++change.rows_by_state[static_cast<size_t>(row.state)];
  }
  change.table = keep_first(std::move(change.table), kReportRows);
  change.tree =
      build_change_tree(sides, Metric::kInuseSpace, Direction::kTopDown, ChangeError::kUpperBound);
  return change;
}

inline ReportedSeries reported_series(const Profile& profile) {
  ReportedSeries series;
  series.process = "jeprof.out, process 301";
  series.trend = build_trend(profile, {});
  series.most_rows = kReportRows;
  series.snapshots = list_snapshot_tops(profile, Metric::kInuseSpace, 8);
  return series;
}

// A function of some lines with their text, `text` being one of them.
inline SourceList made_source(const std::string& name, const std::string& text) {
  const Estimate held{1'500'000, 1e9};
  SourceList source;
  source.total = source.whole = {4'000'000, 1e9};
  source.functions = {{name,
                       "/src/store/" + name,
                       "/opt/app/service",
                       held,
                       held,
                       {{11, {}, {}, "void Store::put(Key key) {"},
                        {12, held, held, text},
                        {13, {}, {}, "\treturn;"},
                        {90, {}, held, "  grow();"}},
                       "/src/store/store.cc"}};
  source.functions_left_out = 3;
  return source;
}

// A process that ends up with `tree`.
inline HeapReport made_report(const CallTree& tree, ReportKind kind) {
  constexpr uint32_t kDumps = 8;
  HeapReport report;
  report.kind = kind;
  const Profile newest = snapshots_of(tree, 1);
  report.newest = reported_dump(newest);
  report.graph = build_call_graph(newest, report.metric);
  report.newest.source = made_source("Store::put(Key)", "  char* const bytes = new char[n];");
  if (kind != ReportKind::kDump) report.change = reported_change(snapshots_of(tree, 2));
  if (kind == ReportKind::kSeries) report.series = reported_series(snapshots_of(tree, kDumps));
  return report;
}

// Everything that a dump or a binary says, said with ill will.
inline HeapReport hostile_report() {
  const std::string name =
      "</script></style>]]><img src=x onerror=alert(1)>\"'\u202E \xff\xc0\xaf`" +
      std::string(10000, 'x');
  HeapReport report = made_report(hostile_tree(), ReportKind::kSeries);
  report.newest.source = made_source(name, name);
  report.newest.subject = report.change->before = report.change->after = name;
  report.series->process = name;
  for (TrendDump& dump : report.series->trend.dumps) dump.snapshot.source = "/dumps/" + name;
  for (ModuleShare& module : report.newest.symbols.modules) {
    module.names.path = module.names.reason = module.names.remedy = name;
  }
  DumpInfo& info = report.newest.dumps.front().info;
  info.source = name;
  for (ThreadShare& thread : info.threads) thread.name = name;
  return report;
}

inline ReportStyle made_style() {
  ReportStyle style;
  style.command_line = "jescope report '/dumps/a b' -o report.html";
  style.tool = "jescope 1.2.3";
  return style;
}

}  // namespace jescope
