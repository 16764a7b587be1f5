// SPDX-License-Identifier: Apache-2.0
//
// Stacks become rows, rows are described one after another, then ranked.
#include "jescope/summarize/trend.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>

#include "jescope/base/rounded.h"
#include "summarize/frame_text.h"
#include "summarize/trend/axis.h"
#include "summarize/trend/limit.h"
#include "summarize/trend/rank.h"
#include "summarize/trend/rows.h"
#include "summarize/trend/shape.h"
#include "summarize/trend/sums.h"

namespace jescope {
namespace {

// Allocated this many times over what is live on average: churn.
constexpr double kLeastChurn = 10;

std::vector<int64_t> whole_points(const std::vector<double>& values) {
  std::vector<int64_t> points;
  points.reserve(values.size());
  for (const double value : values) points.push_back(rounded(value));
  return points;
}

bool is_growing(TrendVerdict verdict) {
  return verdict == TrendVerdict::kLeakSuspect || verdict == TrendVerdict::kGrowing;
}

// True when several suspects are one function behind different callers.
bool has_split_suspect(const Trend& trend) {
  std::set<std::tuple<std::string_view, std::string_view, std::string_view>> known;
  return std::ranges::any_of(trend.rows, [&](const TrendRow& row) {
    const bool is_suspect = row.verdict == TrendVerdict::kLeakSuspect;
    return is_suspect && !known.emplace(row.name, row.file, row.module).second;
  });
}

// True when one row, which has stopped, has most of the growth, and next to nothing
// grows: the noise of all together can hide what that row tells.
bool is_stopped_by_rows(const Trend& trend) {
  constexpr double kMostGrowing = 0.1;
  constexpr double kLeastStopped = 0.5;
  if (!is_growing(ranked_series(trend, trend.total).verdict)) return false;
  double growing = 0;
  double stopped = 0;
  for (const TrendRow& row : trend.rows) {
    const TrendVerdict verdict = ranked_series(trend, row).verdict;
    if (is_growing(verdict)) growing += row.share;
    if (verdict == TrendVerdict::kPlateau) stopped = std::max(stopped, row.share);
  }
  return growing < kMostGrowing && stopped >= kLeastStopped;
}

void stop_total(Trend& trend) {
  TrendSeries& total =
      unit_of(trend.metric) == Unit::kBytes ? trend.total.bytes : trend.total.objects;
  total.verdict = TrendVerdict::kPlateau;
  trend.total.verdict = TrendVerdict::kPlateau;
}

class TrendMaker {
 public:
  TrendMaker(const Profile& series, const TrendOptions& options)
      : series_(series),
        options_(options),
        metrics_(metric_pair(options.metric)),
        sums_(series, metrics_),
        functions_(series),
        placed_(place_dumps(series, snapshot_totals(series), options.axis)) {}

  Trend run() {
    Trend trend;
    trend.metric = options_.metric;
    trend.axis = placed_.axis;
    trend.granularity = series_.granularity;
    trend.has_totals = series_.has_totals;
    trend.dumps = dumps();
    std::vector<uint32_t> all(sums_.stacks().size());
    std::iota(all.begin(), all.end(), 0u);
    trend.total = describe_total(all);
    add_points(all, trend.total);
    trend.rows = ranked(function_rows());
    for (const TrendRow& row : trend.rows) {
      ++trend.rows_by_verdict[static_cast<size_t>(row.verdict)];
    }
    trend.suspects_are_paths = has_split_suspect(trend);
    if (is_stopped_by_rows(trend)) stop_total(trend);
    trend.stacks = ranked(stack_rows(std::move(all)));
    std::erase_if(trend.stacks, [](const TrendRow& row) { return !is_growing(row.verdict); });
    if (options_.limit_bytes) {
      trend.limit = estimate_limit(trend, *options_.limit_bytes);
    }
    return trend;
  }

 private:
  std::vector<TrendDump> dumps() const {
    std::vector<TrendDump> dumps(sums_.dumps());
    for (size_t i = 0; i < dumps.size(); ++i) {
      if (i < series_.snapshots.size()) dumps[i].snapshot = series_.snapshots[i];
      dumps[i].position = placed_.positions[i];
    }
    return dumps;
  }

  TrendRow describe(std::span<const uint32_t> stacks) const {
    const SummedGroup sums = sums_.sum(stacks);
    TrendRow row;
    const auto positions = std::span(placed_.positions).first(sums_.judged());
    row.bytes = describe_series(metrics_.bytes, sums.bytes, positions, sums_.middle());
    row.objects = describe_series(metrics_.objects, sums.objects, positions, sums_.middle());
    row.verdict = std::min(row.bytes.verdict, row.objects.verdict);
    if (counts_freed(options_.metric)) row.verdict = std::max(row.verdict, TrendVerdict::kGrowing);
    if (series_.has_totals && sums.live > 0) row.churn = sums.allocated / sums.live;
    const bool is_level = row.verdict == TrendVerdict::kStable;
    if (is_level && row.churn.value_or(0) >= kLeastChurn) row.verdict = TrendVerdict::kChurn;
    return row;
  }

  // Of the whole, one unit may go up and down while the other one grows; words
  // about it mean the metric.
  TrendRow describe_total(std::span<const uint32_t> stacks) const {
    TrendRow total = describe(stacks);
    const bool in_bytes = unit_of(options_.metric) == Unit::kBytes;
    const TrendVerdict verdict = (in_bytes ? total.bytes : total.objects).verdict;
    if (total.verdict != TrendVerdict::kChurn) total.verdict = std::max(total.verdict, verdict);
    return total;
  }

  void add_points(std::span<const uint32_t> stacks, TrendRow& row) const {
    const SummedGroup sums = sums_.sum(stacks);
    row.bytes.points = whole_points(sums.bytes.values);
    row.objects.points = whole_points(sums.objects.values);
  }

  void set_texts(FrameId id, TrendRow& row) const {
    if (id.is_none()) return;
    CallFrame text = frame_text(series_, series_.frame(id));
    row.name = std::move(text.name);
    row.file = std::move(text.file);
    row.module = std::move(text.module);
  }

  // The stack of a group that grew most.
  uint32_t leading_stack(std::span<const uint32_t> stacks) const {
    return *std::ranges::max_element(stacks, {}, [&](uint32_t stack) {
      return sums_.change({&stack, 1}, options_.metric).value();
    });
  }

  std::vector<TrendCandidate> function_rows() const {
    std::vector<TrendCandidate> candidates;
    for (StackGroup& group : group_stacks(series_, sums_.stacks())) {
      TrendCandidate whole = function_row(group);
      if (whole.row.verdict == TrendVerdict::kLeakSuspect) {
        candidates.push_back(std::move(whole));
        continue;
      }
      const size_t parts = take_suspects(group, 0, candidates);
      if (parts > 0 && !group.stacks.empty()) whole = function_row(group);
      if (!group.stacks.empty()) candidates.push_back(std::move(whole));
    }
    return candidates;
  }

  TrendCandidate function_row(const StackGroup& group) const {
    TrendCandidate candidate;
    candidate.row = describe(group.stacks);
    set_texts(group.function, candidate.row);
    const uint32_t leader = leading_stack(group.stacks);
    candidate.row.callers = way_in(series_, sums_.stacks()[leader], group);
    candidate.cause = group.caller.is_none() ? group.function : group.caller;
    candidate.stacks = group.stacks;
    return candidate;
  }

  // One caller of a function may leak what the others allocate and free. Moves
  // such callers' stacks out of `group`; returns how many rows they make.
  size_t take_suspects(StackGroup& group, size_t depth,
                       std::vector<TrendCandidate>& suspects) const {
    if (depth == kNextCallers || group.stacks.size() < 2) return 0;
    std::vector<StackGroup> parts = split_by_caller(series_, sums_.stacks(), group, depth);
    const size_t before = suspects.size();
    group.stacks.clear();
    for (StackGroup& part : parts) {
      if (parts.size() == 1 || !take_suspect(part, suspects)) {
        take_suspects(part, depth + 1, suspects);
        group.stacks.insert(group.stacks.end(), part.stacks.begin(), part.stacks.end());
      }
    }
    return suspects.size() - before;
  }

  bool take_suspect(const StackGroup& part, std::vector<TrendCandidate>& suspects) const {
    if (!has_risen(part)) return false;
    TrendCandidate candidate = function_row(part);
    if (candidate.row.verdict != TrendVerdict::kLeakSuspect) return false;
    suspects.push_back(std::move(candidate));
    return true;
  }

  // A cheap question, so that the parts of large groups need not be summed.
  bool has_risen(const StackGroup& part) const {
    return !sums_.change(part.stacks, metrics_.bytes).is_noise() ||
           !sums_.change(part.stacks, metrics_.objects).is_noise();
  }

  TrendCandidate stack_row(uint32_t stack) const {
    TrendCandidate candidate;
    candidate.row = describe({&stack, 1});
    candidate.stacks = {stack};
    const FrameStacks::Row innermost = sums_.stacks()[stack];
    if (innermost.is_none()) return candidate;
    const std::vector<FrameId> frames =
        series_.stacks.innermost_first(functions_.function(innermost));
    set_texts(frames.front(), candidate.row);
    for (size_t i = 1; i < frames.size(); ++i) {
      candidate.row.callers.push_back(frame_label(series_, series_.frame(frames[i])));
    }
    return candidate;
  }

  // The stacks with the most growth.
  std::vector<TrendCandidate> stack_rows(std::vector<uint32_t> stacks) const {
    std::vector<int64_t> growth;
    for (const uint32_t stack : stacks) {
      growth.push_back(sums_.change({&stack, 1}, options_.metric).value());
    }
    std::ranges::stable_sort(stacks, std::ranges::greater(),
                             [&](uint32_t stack) { return growth[stack]; });
    std::vector<TrendCandidate> candidates;
    for (const uint32_t stack : stacks) {
      if (candidates.size() == kTrendStacks || growth[stack] <= 0) break;
      candidates.push_back(stack_row(stack));
    }
    return candidates;
  }

  std::vector<TrendRow> ranked(std::vector<TrendCandidate> candidates) const {
    std::vector<TrendRow> rows;
    for (TrendCandidate& candidate : rank(std::move(candidates), options_.metric)) {
      if (rows.size() < kTrendRowsWithPoints) add_points(candidate.stacks, candidate.row);
      rows.push_back(std::move(candidate.row));
    }
    return rows;
  }

  const Profile& series_;
  const TrendOptions options_;
  const MetricPair metrics_;
  const TrendSums sums_;
  const RowFunctions functions_;
  const TrendPositions placed_;
};

}  // namespace

std::string_view trend_verdict_name(TrendVerdict verdict) {
  switch (verdict) {
    case TrendVerdict::kLeakSuspect: return "leak suspect";
    case TrendVerdict::kGrowing: return "growing";
    case TrendVerdict::kSawtooth: return "sawtooth";
    case TrendVerdict::kPlateau: return "plateau";
    case TrendVerdict::kShrinking: return "shrinking";
    case TrendVerdict::kVaries: return "varies";
    case TrendVerdict::kChurn: return "churn";
    case TrendVerdict::kStable: return "stable";
  }
  return "";
}

const TrendSeries& ranked_series(const Trend& trend, const TrendRow& row) {
  return unit_of(trend.metric) == Unit::kBytes ? row.bytes : row.objects;
}

Trend build_trend(const Profile& series, const TrendOptions& options) {
  return TrendMaker(series, options).run();
}

Trend keep_first(Trend trend, size_t rows, size_t stacks) {
  Estimate growth{trend.growth_left_out, 0};
  for (size_t i = rows; i < trend.rows.size(); ++i) {
    ++trend.rows_left_out;
    growth += {ranked_series(trend, trend.rows[i]).growth(), 0};
  }
  trend.growth_left_out = growth.value;
  if (rows < trend.rows.size()) trend.rows.resize(rows);
  if (stacks < trend.stacks.size()) trend.stacks.resize(stacks);
  return trend;
}

size_t count_rows(const Trend& trend, TrendVerdict verdict) {
  return trend.rows_by_verdict[static_cast<size_t>(verdict)];
}

}  // namespace jescope
