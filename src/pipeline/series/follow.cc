// SPDX-License-Identifier: Apache-2.0
//
//   dumps ──choose──▶ series ──name──▶ Profile ──filter, regroup──▶ Trend ──render──▶ bytes
#include "pipeline/series/follow.h"

#include <fmt/format.h>

#include <algorithm>

#include "jescope/combine/difference.h"
#include "jescope/render/merged_names.h"
#include "jescope/render/trend.h"
#include "jescope/select/regroup.h"
#include "jescope/select/rename.h"
#include "pipeline/compare/judge.h"
#include "pipeline/compare/snapshots.h"
#include "pipeline/health.h"
#include "pipeline/load.h"
#include "pipeline/series/series.h"
#include "pipeline/titles.h"

namespace jescope {
namespace {

constexpr size_t kTrendRows = 15;
constexpr size_t kTrendStackRows = 5;

std::string trend_text(const Trend& trend, const Request& request, const std::string& title) {
  if (request.draws_chart) return render_trend_svg(trend, title);
  TableStyle style = request.style;
  style.heading = {title};
  const size_t rows = row_limit(request, kTrendRows);
  return render_trend(keep_first(trend, rows, std::min(rows, kTrendStackRows)), style);
}

class Follower {
 public:
  Follower(const Request& request, const Rules& rules, SymbolSource& source,
           Diagnostics& diagnostics)
      : request_(request), rules_(rules), source_(source), diagnostics_(diagnostics) {}

  Report run(PlacedSeries series) {
    Profile named = name_places(std::move(series.places), request_, source_, diagnostics_);
    warn_of_missing_totals(named, request_, diagnostics_);
    const std::vector<Values> wholes = snapshot_totals(named);
    MergedNames merged;
    const Profile grouped = group(std::move(named), merged);
    if (request_.command == Command::kFlame) {
      return {flame_of_series(grouped, wholes, series.process, request_, diagnostics_), {}};
    }
    const ProgressPhase phase(request_.progress,
                              {fmt::format("adding up {} dumps", grouped.snapshots.size())});
    const Trend trend =
        build_trend(grouped, {request_.series.axis, request_.metric, request_.series.limit_bytes});
    warn_of_other_axis(trend);
    const std::string title = fmt::format("{}: {}, {}", series.process,
                                          metric_title(request_.metric), sampling_title(grouped));
    std::string text = trend_text(trend, request_, title);
    if (request_.comparison.list_merged && !request_.draws_chart) {
      append_report(text, render_merged_names(merged, request_.style), request_.style.format);
    }
    return to_report(std::move(text), judged(grouped, trend), request_);
  }

 private:
  // A series is large: each step takes the place of the one before.
  Profile group(Profile series, MergedNames& merged) {
    const ProgressPhase phase(request_.progress, grouping_plan(series));
    Renamed renamed = rename(series, rules_.names, {});
    merged = std::move(renamed.merged);
    series = std::move(renamed.profile);
    if (!rules_.suppressions.empty()) {
      series = without_suppressed(series, request_, rules_, diagnostics_);
    }
    series = choose(std::move(series), rules_.choice, request_, diagnostics_);
    return regroup(series, request_.by.value_or(Granularity::kFunction));
  }

  void warn_of_other_axis(const Trend& trend) {
    if (trend.axis == request_.series.axis) return;
    diagnostics_.warn("axis", "--axis",
                      fmt::format("the dumps do not tell {}; their sequence is used",
                                  trend_axis_name(request_.series.axis)));
  }

  GateReport judged(const Profile& grouped, const Trend& trend) {
    const auto last = static_cast<uint32_t>(grouped.snapshots.size() - 1);
    const Profile ends = take_two(grouped, 0, last);
    return judge_change(ends, change_error(Relation::kSnapshots, ends.has_totals), request_, rules_,
                        count_rows(trend, TrendVerdict::kLeakSuspect), diagnostics_);
  }

  const Request& request_;
  const Rules& rules_;
  SymbolSource& source_;
  Diagnostics& diagnostics_;
};

// A flame graph has room for one process: the one with most dumps, of equals the
// first.
void keep_longest(std::vector<PlacedSeries>& all, Diagnostics& diagnostics) {
  if (all.size() < 2) return;
  const auto dumps = [](const PlacedSeries& series) { return series.places.snapshots.size(); };
  const auto longest = std::ranges::max_element(all, {}, dumps);
  diagnostics.note(
      "other processes", longest->process,
      fmt::format("is drawn, with most dumps; {} other processes are left out", all.size() - 1),
      "a pattern in quotes chooses, as 'DIR/jeprof.out.301.*.heap'");
  PlacedSeries kept = std::move(*longest);
  all.clear();
  all.push_back(std::move(kept));
}

// Returns the series of all processes. One that is too short is an error only
// when there is no other.
Result<std::vector<PlacedSeries>> load_all(const Inputs& inputs, const Request& request,
                                           Diagnostics& diagnostics) {
  const Result<std::vector<ChosenSeries>> chosen =
      choose_series(inputs.dumps, request, diagnostics);
  if (!chosen.ok()) return chosen.error();
  std::vector<PlacedSeries> all;
  std::optional<Error> first_error;
  for (const ChosenSeries& process : *chosen) {
    Result<std::vector<PlacedSeries>> loaded = load_series(process, request, diagnostics);
    if (!loaded.ok()) {
      if (!first_error) first_error = loaded.error();
      continue;
    }
    for (PlacedSeries& series : *loaded) all.push_back(std::move(series));
  }
  if (all.empty()) return *first_error;
  if (first_error) {
    diagnostics.note("too short", first_error->where, first_error->message + "; it is left out");
  }
  return all;
}

}  // namespace

Result<Report> follow(const Inputs& inputs, const Request& request, const Rules& rules,
                      SymbolSource& source, Diagnostics& diagnostics) {
  Result<std::vector<PlacedSeries>> all = load_all(inputs, request, diagnostics);
  if (!all.ok()) return std::move(all).error();
  if (request.command == Command::kFlame) keep_longest(*all, diagnostics);
  const bool is_single_document = request.draws_chart || request.gate_format != GateFormat::kNone;
  if (is_single_document && all->size() > 1) {
    return Error{
        ErrorCode::kUsage, "trend",
        fmt::format("expected the dumps of one process for this output, got {}", all->size()),
        "--newest takes the process that wrote last; a pattern in quotes chooses, as "
        "'DIR/jeprof.out.301.*.heap'"};
  }
  Report report;
  Follower follower(request, rules, source, diagnostics);
  for (PlacedSeries& series : *all) {
    Report next = follower.run(std::move(series));
    append_report(report.text, next.text, request.style.format);
    for (BrokenGate& gate : next.broken_gates) report.broken_gates.push_back(std::move(gate));
  }
  return report;
}

}  // namespace jescope
