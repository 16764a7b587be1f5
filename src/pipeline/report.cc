// SPDX-License-Identifier: Apache-2.0
//
//   the newest dump ──load──▶ Profile ──▶ names, functions, tree ──┐
//   two dumps ──load_sides──▶ sides ───▶ changes, tree, graph ─────┼──render──▶ bytes
//   a series ──choose, name──▶ Profile ─▶ trend; its ends: sides ──┘
#include "pipeline/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "jescope/combine/difference.h"
#include "jescope/normalize/normalize.h"
#include "jescope/read/dump_reader.h"
#include "jescope/render/report.h"
#include "jescope/select/filter.h"
#include "jescope/select/regroup.h"
#include "jescope/select/rename.h"
#include "jescope/select/trim_allocator.h"
#include "pipeline/code/listing.h"
#include "pipeline/command_words.h"
#include "pipeline/compare/compare.h"
#include "pipeline/compare/sides.h"
#include "pipeline/health.h"
#include "pipeline/inspect.h"
#include "pipeline/load.h"
#include "pipeline/series/series.h"
#include "pipeline/titles.h"

namespace jescope {
namespace {

constexpr size_t kRows = 200;
constexpr size_t kSnapshotRows = 8;
constexpr size_t kListedFunctions = 8;  // with their source

uint64_t sampled_objects(const Dump& dump) {
  uint64_t objects = 0;
  for (const DumpRecord& record : dump.records) objects += record.counts.live_objects;
  return objects;
}

class Reporter {
 public:
  Reporter(const Inputs& inputs, const Request& request, const Rules& rules, SymbolSource& source,
           SymbolSource& base_source, Diagnostics& diagnostics)
      : inputs_(inputs),
        request_(request),
        rules_(rules),
        source_(source),
        base_source_(base_source),
        diagnostics_(diagnostics) {
    report_.metric = request.metric;
  }

  Result<HeapReport> run() {
    const size_t dumps = inputs_.dumps.size();
    Result<Done> done = Done();
    if (!inputs_.base.empty()) {
      done = take_pair(inputs_);
    } else if (dumps == 2 && !request_.merge) {
      done = take_pair({inputs_.program, {inputs_.dumps[1]}, {inputs_.dumps[0]}, inputs_.remote});
    } else if (dumps > 2 && !request_.merge) {
      done = take_series();
    } else {
      done = take_dump();
    }
    if (!done.ok()) return std::move(done).error();
    return std::move(report_);
  }

 private:
  // Returns the dump's profile, regrouped; what is told of it is in report_. Damage
  // is told to `damage`: dumps that were read before have told theirs.
  Result<Profile> describe_newest(const std::vector<std::string>& paths, Diagnostics& damage) {
    Result<std::vector<ChosenDumps>> chosen =
        choose_dumps(paths, request_.merge, damage, nullptr, inputs_.remote.get());
    if (!chosen.ok()) return std::move(chosen).error();
    const CommandWords words(request_, inputs_);
    const std::string command = words.about("jescope symbols", *chosen);
    const std::string source = chosen->front().front().source;
    ReportedDump& newest = report_.newest;
    const auto look = [&](const Dump& dump, const Profile& named) {
      newest.dumps.push_back(
          {describe_dump(dump, named, trim_allocator(named), estimate_threads(dump)),
           sampled_objects(dump)});
    };
    Result<Loaded> loaded = load(*std::move(chosen), request_, source_, damage, look);
    if (!loaded.ok()) return std::move(loaded).error();
    const Profile& profile = loaded->profile;
    warn_of_missing_totals(profile, request_, diagnostics_);
    warn_of_missing_names(profile, request_, command, diagnostics_);
    const Profile trimmed = request_.keep_allocator ? trim_allocator(profile) : profile;
    newest.subject = std::move(loaded->subject);
    newest.missing = std::move(loaded->missing);
    newest.sample_period_bytes = profile.sample_period_bytes;
    newest.has_totals = profile.has_totals;
    newest.whole = total_values(profile);
    const Filters& filters = rules_.choice.filters;
    newest.named_share =
        named_share(filters.any() ? filter(trimmed, filters) : trimmed, request_.metric);
    newest.symbols = report_symbols(source, trimmed);
    complete_remedies(newest.symbols, request_, words);
    const Profile part = choose(profile, rules_.choice, request_, damage);
    newest.source = list_largest(part, request_, kListedFunctions, damage);
    return summarize_newest(part);
  }

  Profile summarize_newest(const Profile& chosen) {
    ReportedDump& newest = report_.newest;
    Profile grouped = regroup(chosen, granularity());
    newest.total = total_values(grouped);
    newest.functions = build_function_table(grouped, request_.metric, most_rows());
    newest.tree = build_call_tree(grouped, request_.metric, request_.direction);
    return grouped;
  }

  Result<Done> take_dump() {
    report_.kind = ReportKind::kDump;
    const Result<Profile> grouped = describe_newest(inputs_.dumps, diagnostics_);
    if (!grouped.ok()) return grouped.error();
    report_.graph = build_call_graph(*grouped, request_.metric);
    return Done();
  }

  Result<Done> take_pair(const Inputs& pair) {
    report_.kind = ReportKind::kPair;
    Result<Sides> sides = load_sides(pair, request_, rules_, {source_, base_source_}, diagnostics_);
    if (!sides.ok()) return std::move(sides).error();
    const bool is_clear = sides->before != sides->after;
    const ChangeError error = sides->error;
    ReportedChange change;
    change.before = is_clear ? sides->before : pair.base.front();
    change.after = is_clear ? sides->after : pair.dumps.front();
    describe_change(group_sides(std::move(sides->profile), error, request_, rules_, diagnostics_),
                    error, std::move(change));
    diagnostics_.note(
        "report", "report",
        fmt::format("compares {} with {}", report_.change->after, report_.change->before));
    Diagnostics told;
    const Result<Profile> grouped = describe_newest(pair.dumps, told);
    if (!grouped.ok()) return grouped.error();
    return Done();
  }

  void describe_change(const Profile& sides, ChangeError error, ReportedChange change) {
    DiffTable table = build_diff_table(sides, request_.metric, error);
    for (const DiffRow& row : table.rows) {
      ++change.rows_by_state[static_cast<size_t>(row.state)];
    }
    change.table = keep_first(std::move(table), most_rows());
    change.tree = build_change_tree(sides, request_.metric, request_.direction, error);
    report_.graph = build_call_graph(difference(sides, error), request_.metric);
    report_.change = std::move(change);
  }

  // The process with most dumps is taken. Where every process has but one, they
  // are no series.
  Result<Done> take_series() {
    Result<std::vector<ChosenSeries>> chosen = choose_series(inputs_.dumps, request_, diagnostics_);
    if (!chosen.ok()) return std::move(chosen).error();
    const auto longest = std::ranges::max_element(
        *chosen, {}, [](const ChosenSeries& process) { return process.paths.size(); });
    if (longest->paths.size() < 2) return take_dump();
    Result<std::vector<PlacedSeries>> runs = load_series(*longest, request_, diagnostics_);
    if (!runs.ok()) return std::move(runs).error();
    const auto run = std::ranges::max_element(
        *runs, {}, [](const PlacedSeries& one) { return one.places.snapshots.size(); });
    note_series(*run, chosen->size() + runs->size() - 2);
    return describe_series(std::move(*run));
  }

  void note_series(const PlacedSeries& series, size_t others) {
    const std::string words =
        fmt::format("takes its {} dumps as a series", series.places.snapshots.size());
    if (others == 0) return diagnostics_.note("report", series.process, words);
    diagnostics_.note("report", series.process,
                      fmt::format("{}; {} shorter ones are left out", words, others),
                      "a pattern in quotes chooses, as 'DIR/jeprof.out.301.*.heap'");
  }

  Result<Done> describe_series(PlacedSeries series) {
    report_.kind = ReportKind::kSeries;
    ReportedSeries reported;
    reported.process = std::move(series.process);
    const Profile grouped = group_series(std::move(series.places));
    reported.trend =
        build_trend(grouped, {request_.series.axis, request_.metric, request_.series.limit_bytes});
    reported.most_rows = most_rows();
    reported.snapshots = list_snapshot_tops(grouped, request_.metric, kSnapshotRows);
    report_.series = std::move(reported);
    describe_ends(grouped);
    Diagnostics told;
    const Result<Profile> newest = describe_newest({grouped.snapshots.back().source}, told);
    if (!newest.ok()) return newest.error();
    return Done();
  }

  Profile group_series(AddressProfile places) {
    Profile named = name_places(std::move(places), request_, source_, diagnostics_);
    named = rename(named, rules_.names, {}).profile;
    return regroup(choose(std::move(named), rules_.choice, request_, diagnostics_), granularity());
  }

  void describe_ends(const Profile& series) {
    const auto last = static_cast<uint32_t>(series.snapshots.size() - 1);
    const Profile ends = take_two(series, 0, last);
    const auto name = [](const Snapshot& snapshot) {
      return std::string(base_name(snapshot.source));
    };
    ReportedChange change;
    change.before = name(series.snapshots.front());
    change.after = name(series.snapshots.back());
    describe_change(ends, change_error(Relation::kSnapshots, ends.has_totals), std::move(change));
  }

  Granularity granularity() const { return request_.by.value_or(Granularity::kFunction); }
  size_t most_rows() const { return row_limit(request_, kRows); }

  const Inputs& inputs_;
  const Request& request_;
  const Rules& rules_;
  SymbolSource& source_;
  SymbolSource& base_source_;
  Diagnostics& diagnostics_;
  HeapReport report_;
};

}  // namespace

Result<Report> report_page(const Inputs& inputs, const Request& request, const Rules& rules,
                           SymbolSource& source, SymbolSource& base_source,
                           Diagnostics& diagnostics) {
  const Result<HeapReport> report =
      Reporter(inputs, request, rules, source, base_source, diagnostics).run();
  if (!report.ok()) return report.error();
  ReportStyle style;
  style.unit = request.style.unit;
  style.command_line = request.command_line;
  style.tool = request.tool;
  return Report{render_report_html(*report, style), {}};
}

}  // namespace jescope
