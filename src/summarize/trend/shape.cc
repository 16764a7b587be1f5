// SPDX-License-Identifier: Apache-2.0
//
// Growth counts when it exceeds the sampling noise and the line through the
// series rises for certain. Then the question is whether it goes on:
//
//   ▁▂▃▄▅▆▇█  to the end, giving nothing back   leak suspect
//   ▁▁▃▃▂▅▄▇  to the end, but not steadily      growing
//   ▁▄▆▇████  not any more                      plateau
//   ▁▅█▁▅█▁▅  falls back twice or more          sawtooth
//   █▇▆▅▄▃▂▁  the other way                     shrinking
//   ▃▆█▇▅▂▃▅  neither                           varies
#include "summarize/trend/shape.h"

#include <algorithm>
#include <cmath>

#include "jescope/base/rounded.h"
#include "jescope/model/change.h"
#include "summarize/trend/line_fit.h"
#include "summarize/trend/stop.h"

namespace jescope {
namespace {

// Five steps that all grow happen by chance once in 32 series; in so few, every
// one has to.
constexpr size_t kFewDumps = 8;
// A few large blocks are no proof: a leak suspect grows this often, and in at
// least half of this many parts of the series.
constexpr size_t kLeastSteps = 6;
constexpr size_t kSteadyParts = 12;
// A leak suspect grows in this many more pairs of windows than it shrinks.
constexpr double kLeastScore = 0.75;
// Of the whole range, what a leak suspect may give back at once, and what makes
// a tooth.
constexpr double kMostGivenBack = 0.25;
constexpr double kLeastTooth = 0.35;
constexpr size_t kLeastTeeth = 2;
constexpr double kLeastFloorRise = 1.0 / 3;
// What goes up and down by less than this part of its peak is level.
constexpr double kLeastSwing = 0.1;
// Single dumps and the extremes of many stray further than two dumps do.
constexpr double kStrayNoise = 5.0 / 3;
// The slope of the second half and of the last third, compared with that of the
// whole: less is slowing down, and nearly nothing is a plateau.
constexpr double kLeastLatePace = 0.4;
constexpr double kMostPlateauPace = 0.2;
// Growth or a fall by fewer units (bytes or objects) tells nothing, however certain.
constexpr double kLeastGrowth = 4;
// A range below this part of the largest value has no shape: it can only grow,
// by more than the second part.
constexpr double kLevelRange = 0.05;
constexpr double kLeastLevelGrowth = 0.01;

// The windows of a series and how sure they are.
struct Shape {
  std::vector<double> windows;
  double range = 0;  // largest less smallest
  double largest = 0;
  double noise = 0;       // differences below it may be sampling
  double given_back = 0;  // the largest fall from one window to a later one
};

double largest_fall(std::span<const double> values) {
  double peak = values.front();
  double fall = 0;
  for (const double value : values) {
    peak = std::max(peak, value);
    fall = std::max(fall, peak - value);
  }
  return fall;
}

Shape shape_of(std::span<const double> values, const SummedSeries& sums) {
  Shape shape;
  shape.windows = window_means(values, kTrendWindows);
  const auto [low, high] = std::ranges::minmax(shape.windows);
  shape.range = high - low;
  shape.largest = high;
  shape.noise = kNoiseSigmas * std::sqrt(2 * std::ranges::max(sums.variances));
  shape.given_back = largest_fall(shape.windows);
  return shape;
}

// How often the windows fall by `least` and rise by it again, from the first
// peak on; a last fall counts as well.
size_t count_teeth(std::span<const double> windows, double least) {
  size_t teeth = 0;
  double high = windows.front();
  double low = windows.front();
  bool falling = false;
  for (const double value : windows) {
    high = std::max(high, value);
    low = std::min(low, value);
    if (!falling && high - value >= least) {
      falling = true;
      ++teeth;
      low = value;
    } else if (falling && value - low >= least) {
      falling = false;
      high = value;
    }
  }
  return teeth;
}

bool has_teeth(std::span<const double> values, double noise) {
  const auto [low, high] = std::ranges::minmax(values);
  const double least =
      std::max({kLeastTooth * (high - low), kLeastSwing * high, noise, kLeastGrowth});
  return count_teeth(values, least) >= kLeastTeeth;
}

// Windows hide teeth of two dumps.
bool is_sawtooth(const Shape& shape, std::span<const double> values) {
  return has_teeth(shape.windows, shape.noise) || has_teeth(values, kStrayNoise * shape.noise);
}

// How much is gained from part `from` to part `to` of the windows, per window,
// compared with the whole: 1 for a straight line. Ends are means of a few windows.
double pace(std::span<const double> windows, double from) {
  const size_t count = windows.size();
  const size_t begin = static_cast<size_t>(from * static_cast<double>(count - 1));
  const size_t wide = std::max<size_t>(1, count / 12);
  const auto level = [&](size_t at) {
    const size_t first = std::min(at, count - wide);
    return window_means(windows.subspan(first, wide), 1).front();
  };
  const double whole = level(count - wide) - level(0);
  const double late = level(count - wide) - level(begin);
  const double part = static_cast<double>(count - wide - std::min(begin, count - wide)) /
                      static_cast<double>(std::max<size_t>(1, count - wide));
  return whole > 0 && part > 0 ? late / whole / part : 0;
}

double late_pace(const Shape& shape) {
  return std::min(pace(shape.windows, 0.5), pace(shape.windows, 2.0 / 3));
}

bool has_risen(const TrendSeries& series) {
  const auto growth = static_cast<double>(series.growth());
  if (growth < kLeastGrowth) return false;
  return growth > kNoiseSigmas * std::sqrt(series.change_variance);
}

bool has_sunk(const TrendSeries& series) {
  const double fall = -static_cast<double>(series.growth());
  if (fall < kLeastGrowth) return false;
  return fall > kNoiseSigmas * std::sqrt(series.change_variance);
}

// The interval of a line through few dumps is too wide to ask.
bool has_grown(const TrendSeries& series, size_t dumps) {
  if (!has_risen(series)) return false;
  return dumps < kLeastDumpsForSuspect ? series.monotone_score > 0 : series.slope.low() > 0;
}

bool has_shrunk(const TrendSeries& series, size_t dumps) {
  if (!has_sunk(series)) return false;
  return dumps < kLeastDumpsForSuspect ? series.monotone_score < 0 : series.slope.high() < 0;
}

bool varies(const Shape& shape) {
  return shape.range >
         std::max({kLeastGrowth, kLeastSwing * shape.largest, kStrayNoise * shape.noise});
}

// Rose beyond noise, stayed there, and grows no more: hardly, or, where there are
// dumps enough to ask, neither the whole line nor its second half rises for
// certain.
bool is_plateau(const TrendSeries& series, const Shape& shape) {
  const double most_given_back = std::max(shape.noise, kLeastTooth * shape.range);
  if (!has_risen(series) || shape.given_back > most_given_back) return false;
  const bool rises = series.slope.low() > 0 || series.recent.low() > 0;
  return (!rises && shape.windows.size() > kFewDumps) || late_pace(shape) <= kMostPlateauPace;
}

// True when the series grows in at least half of its parts.
bool grows_all_along(std::span<const double> values) {
  const std::vector<double> parts = window_means(values, kSteadyParts);
  size_t grown = 0;
  for (size_t i = 1; i < parts.size(); ++i) grown += parts[i] > parts[i - 1];
  return 2 * grown >= parts.size() - 1;
}

bool is_steady(const TrendSeries& series, const Shape& shape) {
  return series.monotone_score >= kLeastScore && shape.given_back <= kMostGivenBack * shape.range &&
         grows_all_along(shape.windows) && late_pace(shape) >= kLeastLatePace;
}

struct Steps {
  size_t grown = 0;
  size_t shrunk = 0;
};

Steps count_steps(std::span<const double> values) {
  Steps steps;
  for (size_t i = 1; i < values.size(); ++i) {
    steps.grown += values[i] > values[i - 1];
    steps.shrunk += values[i] < values[i - 1];
  }
  return steps;
}

// Of few steps every one has to grow, and the second half has to by more than
// one standard deviation.
bool goes_on(const TrendSeries& series, std::span<const double> values, size_t middle) {
  const size_t dumps = values.size();
  const size_t least_steps = dumps <= kFewDumps ? dumps - 1 : kLeastSteps;
  if (count_steps(values).grown < least_steps) return false;
  const double sigma = series.recent.half_width / student_t(dumps - middle - 2);
  return series.recent.per_unit > sigma;
}

// What the windows always keep rises, from third to third: the teeth stand on
// a growing floor.
bool floor_rises(const Shape& shape) {
  const size_t third = shape.windows.size() / 3;
  if (third < 2) return false;
  const std::span<const double> windows(shape.windows);
  const double first = std::ranges::min(windows.first(third));
  const double middle = std::ranges::min(windows.subspan(third, third));
  const double last = std::ranges::min(windows.last(third));
  return first < middle && middle < last &&
         last - first >= std::max(shape.noise, kLeastFloorRise * shape.range);
}

// Of growth by a small part of what there is.
TrendVerdict judge_level(const Shape& shape, bool stopped) {
  if (shape.range <= kLeastLevelGrowth * shape.largest) return TrendVerdict::kStable;
  return stopped ? TrendVerdict::kPlateau : TrendVerdict::kGrowing;
}

TrendVerdict judge(const TrendSeries& series, const SummedSeries& sums,
                   std::span<const double> positions, size_t middle) {
  const std::span<const double> values(sums.values.data(), positions.size());
  const Shape shape = shape_of(values, sums);
  const bool grown = has_grown(series, values.size());
  const bool stopped = grown && has_stopped(positions, values, sums.change_variance);
  const bool enough = values.size() >= kLeastDumpsForSuspect;
  if (grown && enough && !stopped && is_steady(series, shape) && goes_on(series, values, middle)) {
    return TrendVerdict::kLeakSuspect;
  }
  if (shape.range <= kLevelRange * shape.largest) {
    return grown ? judge_level(shape, stopped) : TrendVerdict::kStable;
  }
  if (is_sawtooth(shape, values)) {
    return grown && floor_rises(shape) ? TrendVerdict::kGrowing : TrendVerdict::kSawtooth;
  }
  if (stopped || is_plateau(series, shape)) return TrendVerdict::kPlateau;
  if (grown) return TrendVerdict::kGrowing;
  if (has_shrunk(series, values.size())) return TrendVerdict::kShrinking;
  return varies(shape) ? TrendVerdict::kVaries : TrendVerdict::kStable;
}

}  // namespace

std::vector<double> window_means(std::span<const double> values, size_t most) {
  const size_t count = std::min(values.size(), most);
  std::vector<double> means;
  for (size_t i = 0; i < count; ++i) {
    const size_t begin = i * values.size() / count;
    const size_t end = (i + 1) * values.size() / count;
    double sum = 0;
    for (size_t at = begin; at < end; ++at) sum += values[at];
    means.push_back(sum / static_cast<double>(end - begin));
  }
  return means;
}

double monotone_score(std::span<const double> values) {
  double rising = 0;
  double falling = 0;
  for (size_t i = 1; i < values.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      rising += values[i] > values[j];
      falling += values[i] < values[j];
    }
  }
  return rising + falling > 0 ? (rising - falling) / (rising + falling) : 0;
}

TrendSeries describe_series(Metric metric, const SummedSeries& sums,
                            std::span<const double> positions, size_t middle) {
  TrendSeries series;
  series.metric = metric;
  series.first = sums.first;
  series.last = sums.last;
  series.peak = rounded(std::ranges::max(sums.values));
  series.change_variance = sums.change_variance;
  const std::span<const double> values(sums.values.data(), positions.size());
  series.slope = fit_slope(positions, values, sums.change_variance);
  series.recent =
      fit_slope(positions.subspan(middle), values.subspan(middle), sums.recent_variance);
  const Steps steps = count_steps(sums.values);
  series.steps_grown = steps.grown;
  series.steps_shrunk = steps.shrunk;
  series.monotone_score = monotone_score(window_means(values, kTrendWindows));
  for (const double cell : window_means(sums.values, kTrendSparkCells)) {
    series.spark.push_back(rounded(cell));
  }
  series.verdict = judge(series, sums, positions, middle);
  return series;
}

}  // namespace jescope
