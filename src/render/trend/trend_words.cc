// SPDX-License-Identifier: Apache-2.0
#include "render/trend/trend_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "jescope/base/printable.h"
#include "jescope/base/rounded.h"
#include "jescope/model/change.h"
#include "jescope/model/readable_name.h"
#include "jescope/render/trend.h"
#include "render/fit_name.h"
#include "render/numbers.h"

namespace jescope {
namespace {

constexpr double kSecondsPerHour = 3600;
constexpr double kBytesPerGiB = 1024.0 * 1024 * 1024;
constexpr size_t kNameInSentence = 60;  // columns

// Returns "1 dump", "12 dumps".
std::string format_number(int64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", format_count(number), noun, number == 1 ? "" : "s");
}

// Returns a stretch of the axis: "12 dumps", "3.5 hours", "1.5 GiB allocated".
std::string format_stretch(double units, TrendAxis axis) {
  if (axis == TrendAxis::kAllocatedBytes) {
    return format_bytes(rounded(units)) + " allocated";
  }
  if (axis == TrendAxis::kSequence) {
    return format_number(rounded(std::ceil(units)), "dump");
  }
  if (units < 2 * 60) return format_number(rounded(units), "second");
  if (units < 2 * kSecondsPerHour) return format_number(rounded(units / 60), "minute");
  if (units < 48 * kSecondsPerHour) return fmt::format("{:.1f} hours", units / kSecondsPerHour);
  return fmt::format("{:.1f} days", units / kSecondsPerHour / 24);
}

std::string span_text(const Trend& trend) {
  const double from = trend.dumps.front().position;
  const double to = trend.dumps.back().position;
  if (trend.axis != TrendAxis::kSequence) return "over " + format_stretch(to - from, trend.axis);
  return fmt::format("sequence {:.0f} to {:.0f}", from, to);
}

bool is_beyond(double difference, double sigma) {
  return std::abs(difference) > kNoiseSigmas * sigma;
}

// What rises and falls by less than all else asks for.
std::string_view level_words(const TrendSeries& total) {
  const double sigma = std::sqrt(total.change_variance);
  const bool differs = is_beyond(static_cast<double>(total.growth()), sigma);
  return differs ? "Memory is about level" : "Memory does not change beyond noise";
}

std::string_view whole_words(const Trend& trend) {
  if (counts_freed(trend.metric)) return "What was allocated in all only grows";
  switch (trend.total.verdict) {
    case TrendVerdict::kLeakSuspect: return "Memory grows steadily, to the end";
    case TrendVerdict::kGrowing: return "Memory grows";
    case TrendVerdict::kSawtooth: return "Memory goes up and comes down again";
    case TrendVerdict::kPlateau: return "Memory has grown and then stopped: a plateau";
    case TrendVerdict::kChurn:
      return "Memory is about level, while much more is allocated and freed (churn)";
    case TrendVerdict::kShrinking: return "Memory shrinks";
    case TrendVerdict::kVaries: return "Memory goes up and down, in no lasting direction";
    case TrendVerdict::kStable: break;
  }
  return level_words(ranked_series(trend, trend.total));
}

bool is_growing(TrendVerdict verdict) {
  return verdict == TrendVerdict::kLeakSuspect || verdict == TrendVerdict::kGrowing;
}

// Suspects in a whole that does not grow are a surprise.
std::string_view conjunction(const Trend& trend) {
  if (counts_freed(trend.metric) || count_rows(trend, TrendVerdict::kLeakSuspect) == 0) return ";";
  return is_growing(trend.total.verdict) ? ";" : ", but";
}

std::string suspects_words(const Trend& trend) {
  if (counts_freed(trend.metric)) return "leaks show in live bytes";
  const size_t suspects = count_rows(trend, TrendVerdict::kLeakSuspect);
  if (trend.dumps.size() < kLeastDumpsForSuspect) {
    return fmt::format("with fewer than {} dumps a leak looks like a cache that fills",
                       kLeastDumpsForSuspect);
  }
  const std::string_view noun = granularity_name(trend.granularity);
  if (suspects == 0) return fmt::format("no {} looks like a leak", noun);
  if (suspects > 1 || trend.rows.empty()) {
    return fmt::format("{} {}s look like leaks", format_count(static_cast<int64_t>(suspects)),
                       trend.suspects_are_paths ? "call path" : noun);
  }
  const std::string name = readable_name(printable_text(trend.rows.front().name));
  return fmt::format("one {} looks like a leak: {}", noun, fit_name(name, kNameInSentence));
}

}  // namespace

std::string format_growth(int64_t growth, Metric metric, ByteUnit unit) {
  return (growth > 0 ? "+" : "") + format_value(growth, metric, unit);
}

SlopeUnit slope_unit(TrendAxis axis) {
  switch (axis) {
    case TrendAxis::kSequence: return {"dump", 1};
    case TrendAxis::kFileTime: return {"hour", kSecondsPerHour};
    case TrendAxis::kAllocatedBytes: return {"GiB allocated", kBytesPerGiB};
  }
  return {};
}

bool has_new_pace(const TrendSeries& series) {
  return is_growing(series.verdict) && series.has_changed_pace();
}

const TrendSlope& shown_slope(const TrendSeries& series) {
  return has_new_pace(series) ? series.recent : series.slope;
}

std::string format_pace(const TrendSeries& series, TrendAxis axis, ByteUnit unit) {
  return (has_new_pace(series) ? "now " : "") +
         format_slope(shown_slope(series), axis, series.metric, unit);
}

std::string format_slope(const TrendSlope& slope, TrendAxis axis, Metric metric, ByteUnit unit) {
  const double scale = slope_unit(axis).axis_units;
  const std::string middle = format_value(rounded(slope.per_unit * scale), metric, unit);
  if (!std::isfinite(slope.half_width)) return middle + " ± ?";
  return fmt::format("{} ± {}", middle,
                     format_value(rounded(slope.half_width * scale), metric, unit));
}

std::string series_line(const Trend& trend, ByteUnit unit) {
  const TrendSeries& total = ranked_series(trend, trend.total);
  const auto value = [&](int64_t v) { return format_value(v, trend.metric, unit); };
  return fmt::format("{}, {}; {} {} → {} ({}), peak {}",
                     format_number(static_cast<int64_t>(trend.dumps.size()), "dump"),
                     span_text(trend), metric_words(trend.metric), value(total.first.value),
                     value(total.last.value), format_growth(total.growth(), trend.metric, unit),
                     value(total.peak));
}

std::string trend_sentence(const Trend& trend) {
  return fmt::format("{}{} {}.", whole_words(trend), conjunction(trend), suspects_words(trend));
}

std::string limit_sentence(const Trend& trend, ByteUnit unit) {
  if (!trend.limit) return "";
  const TrendLimit& limit = *trend.limit;
  const std::string bytes = format_bytes(limit.limit_bytes, unit);
  const std::string_view basis =
      limit.by_suspects ? ", by the growth of the leak suspects alone" : "";
  const auto stretch = [&](double units) { return format_stretch(units, trend.axis); };
  switch (limit.state) {
    case TrendLimit::State::kReached: return bytes + " is reached already.";
    case TrendLimit::State::kNever:
      return bytes + (is_growing(trend.total.bytes.verdict)
                          ? ": the growth is too uncertain to tell when it is reached."
                          : " is never reached at this pace.");
    case TrendLimit::State::kFar:
      return fmt::format("{} is not reached before about {} (at 95 %){}.", bytes,
                         stretch(limit.soonest), basis);
    case TrendLimit::State::kExpected: break;
  }
  const std::string soonest = stretch(limit.soonest);
  const std::string latest = stretch(limit.latest);
  const std::string range =
      soonest == latest ? "" : fmt::format(", at 95 % between {} and {}", soonest, latest);
  return fmt::format("{} is reached in about {}{}{}.", bytes, stretch(limit.expected), range,
                     basis);
}

}  // namespace jescope
