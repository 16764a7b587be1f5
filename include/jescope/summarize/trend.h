// SPDX-License-Identifier: Apache-2.0
//
// What grew over a series of dumps of one process, and how: steadily, until it
// was full, up and down, or not at all. Functions that share an allocation but
// are called from different sides of a library's border are rows of their own,
// so memory is told together with its way in.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/model/profile.h"

namespace jescope {

// What a slope is measured along.
enum class TrendAxis {
  kSequence,  // number of the dump in its name; its place in the series, where names tell none
  kFileTime,  // when the file was written; seconds
  kAllocatedBytes,  // what the process had allocated until then; needs prof_accum
};

// Returns the name used on the command line and in JSON: "sequence", "time",
// "allocated".
std::string_view trend_axis_name(TrendAxis axis);

// How a series of numbers behaves, gravest first. Growth is what exceeds
// kNoiseSigmas of its sampling error in a series whose slope is above zero for
// certain. The pace is the growth over the last half or third, whichever is
// less, compared with that of the whole: 1 for a straight line.
enum class TrendVerdict {
  // Grows in at least half of its parts and at least six steps, at a pace of 0.4
  // or more; never gives back a quarter of its range; its score is at least 0.75.
  kLeakSuspect,
  kGrowing,  // has grown, but not so steadily, or too few dumps tell
  // Falls by more than a third of its range and a tenth of its peak, twice or more
  // often.
  kSawtooth,
  // Has grown; its pace is below 0.2 by now, or its slope may be zero, or its last
  // steps, a tenth to a quarter of all, grew by less than a quarter of what the line
  // foretells and less than any so many steps before: a cache is full.
  kPlateau,
  kShrinking,  // has fallen, as growth is told
  kVaries,     // goes up and down by a tenth of its peak and more, in no direction
  kChurn,      // about level, while ten times of it and more are allocated and freed
  kStable,     // no change that matters beyond noise
};

// Returns the verdict in words, as "leak suspect".
std::string_view trend_verdict_name(TrendVerdict verdict);

struct TrendOptions {
  TrendAxis axis = TrendAxis::kSequence;  // kSequence is taken where the dumps lack the other
  Metric metric = Metric::kInuseSpace;    // what is ranked; the other unit stands beside it
  std::optional<int64_t> limit_bytes;     // when is it reached
};

// A slope and its 95 % interval, per unit of the axis. The variance is
//
//   6/5 V / span²  +  S² / Σ(x - mean x)²
//
// V: sampling variance of last - first, by change_between() for snapshots; what
// is kept keeps its sampling error, so the errors of a growing series make a
// random walk, and the least-squares slope through one has 6/5 of the variance
// of (last - first) / span. S²: mean square distance of the points from the
// line (with n - 2 degrees of freedom; Student's t gives the interval).
struct TrendSlope {
  double per_unit = 0;
  double half_width = 0;  // infinite where fewer than three dumps give no interval

  double low() const { return per_unit - half_width; }
  double high() const { return per_unit + half_width; }
};

// One metric over the series. Slopes, score and verdict leave out a last dump
// that was written at exit: it stands right behind the one before. `points` has a value for each
// dump where the row's place in the ranking is one of the first kTrendRowsWithPoints; `spark` is
// the same at no more than kTrendSparkCells places: the mean of each part.
struct TrendSeries {
  Metric metric = Metric::kInuseSpace;
  Estimate first;
  Estimate last;
  int64_t peak = 0;
  double change_variance = 0;  // of last - first; sampling error alone
  TrendSlope slope;            // over all dumps
  TrendSlope recent;           // over the second half
  size_t steps_grown = 0;      // of the steps from one dump to the next
  size_t steps_shrunk = 0;
  // Of all pairs of dumps that differ, the share in which the later one is larger less the share in
  // which it is smaller (Goodman and Kruskal's gamma): 1 never shrinks, 0 neither, -1 never grows.
  double monotone_score = 0;
  TrendVerdict verdict = TrendVerdict::kStable;
  std::vector<int64_t> points;
  std::vector<int64_t> spark;

  int64_t growth() const { return last.value - first.value; }

  // True when the pace of the second half differs from that of the whole for certain.
  bool has_changed_pace() const {
    return recent.low() > slope.high() || recent.high() < slope.low();
  }
};

inline constexpr size_t kTrendRowsWithPoints = 100;
inline constexpr size_t kTrendSparkCells = 12;

// A function with its way in, or a whole stack.
struct TrendRow {
  // frame_label() of the function that allocates: the innermost one that is not
  // of the standard library. The total's is empty.
  std::string name;
  std::string file;    // empty: unknown, or differs between places
  std::string module;  // path; empty: differs between places
  // Callers worth knowing, innermost first: of a function those that most of
  // its growth goes through; of a stack all.
  std::vector<std::string> callers;
  TrendSeries bytes;
  TrendSeries objects;
  // Bytes allocated from the first dump to the last ÷ bytes live on average; nothing without
  // prof_accum, or where nothing was live.
  std::optional<double> churn;
  // The graver one of bytes and objects. What was allocated in all only grows, so
  // with the alloc_ metrics nothing is a leak suspect.
  // The total's is that of the metric.
  TrendVerdict verdict = TrendVerdict::kStable;
  double share = 0;  // of all growth of the metric; 0 where it did not grow
};

// When a total reaches a limit, counted in units of the axis from the last dump.
struct TrendLimit {
  enum class State {
    kReached,   // the last dump is there
    kNever,     // nothing grows for certain
    kExpected,  // between `soonest` and `latest`
    kFar,       // later than ten times the span of the series: only `soonest` says something
  };
  int64_t limit_bytes = 0;
  State state = State::kNever;
  // The total's own slope says nothing; those of the leak suspects do, added up.
  bool by_suspects = false;
  double expected = 0;
  double soonest = 0;  // by the 95 % interval of the slope
  double latest = 0;
};

struct TrendDump {
  Snapshot snapshot;
  double position = 0;  // on the axis
};

struct Trend {
  Metric metric = Metric::kInuseSpace;
  TrendAxis axis = TrendAxis::kSequence;  // the one that was taken
  Granularity granularity = Granularity::kFunction;
  std::vector<TrendDump> dumps;
  bool has_totals = false;
  TrendRow total;  // of all stacks
  // Suspects first, then what grows, then the rest; within each by the share of
  // the growth of the metric, or half the share of the other unit's growth where
  // that is more: what pins memory is often small itself. A border caller's
  // second row counts a quarter, its third a sixteenth, and so on.
  std::vector<TrendRow> rows;
  // Of the kTrendStacks stacks that grew most, those that are suspects or growing;
  // ranked alike.
  std::vector<TrendRow> stacks;
  std::array<size_t, 8> rows_by_verdict = {};  // of all rows, also those left out
  // A function has several rows among the suspects, by its callers: they are call paths.
  bool suspects_are_paths = false;
  size_t rows_left_out = 0;
  int64_t growth_left_out = 0;
  std::optional<TrendLimit> limit;
};

inline constexpr size_t kTrendStacks = 50;

// With fewer dumps than this no row is a leak suspect: a cache that fills looks
// the same.
inline constexpr size_t kLeastDumpsForSuspect = 6;

// Returns the series of `metric` in a row.
const TrendSeries& ranked_series(const Trend& trend, const TrendRow& row);

// Returns the trend of a profile with at least one snapshot, without allocator
// frames. Needs time in proportion to samples and rows × dumps.
Trend build_trend(const Profile& series, const TrendOptions& options);

// Returns the trend with its first `rows` rows and `stacks` stacks.
Trend keep_first(Trend trend, size_t rows, size_t stacks);

// Returns how many rows have the verdict, those left out included.
size_t count_rows(const Trend& trend, TrendVerdict verdict);

}  // namespace jescope
