// SPDX-License-Identifier: Apache-2.0
//
// Chooses what a trend's chart shows: the rows that grew most, by their points;
// what is left of the total is the rest.
#include <fmt/format.h>

#include <algorithm>

#include "jescope/base/rounded.h"
#include "jescope/model/readable_name.h"
#include "jescope/render/trend.h"
#include "render/fit_name.h"
#include "render/numbers.h"
#include "render/trend/chart.h"
#include "render/trend/trend_words.h"

namespace jescope {
namespace {

constexpr size_t kMostPlaces = 1000;  // dumps drawn
constexpr size_t kMostHoverPoints = 200;
constexpr ByteUnit kUnit = ByteUnit::kAuto;
constexpr size_t kNameColumns = 44;
constexpr size_t kCallerColumns = 30;
constexpr double kLeastVisible = 1.0 / 360;  // of the height: a pixel
constexpr double kFarLimit = 2;              // a limit above this many peaks would flatten all else

// The dumps that are drawn, evenly spread; the last one is always among them.
std::vector<size_t> places(size_t dumps) {
  const size_t count = std::min(dumps, kMostPlaces);
  std::vector<size_t> places;
  for (size_t i = 0; i < count; ++i) {
    places.push_back(count == 1 ? dumps - 1 : i * (dumps - 1) / (count - 1));
  }
  return places;
}

std::vector<double> values_at(const std::vector<int64_t>& points,
                              const std::vector<size_t>& places) {
  std::vector<double> values;
  for (const size_t place : places) values.push_back(static_cast<double>(points[place]));
  return values;
}

// The rows to draw, the largest growth first.
std::vector<const TrendRow*> top_growers(const Trend& trend) {
  const auto highest = static_cast<double>(ranked_series(trend, trend.total).peak);
  const double least = std::max(1.0, kLeastVisible * highest);
  std::vector<const TrendRow*> growers;
  for (const TrendRow& row : trend.rows) {
    const TrendSeries& series = ranked_series(trend, row);
    const bool visible = static_cast<double>(series.growth()) >= least;
    if (visible && !series.points.empty()) growers.push_back(&row);
  }
  std::ranges::stable_sort(growers, std::ranges::greater(), [&](const TrendRow* row) {
    return ranked_series(trend, *row).growth();
  });
  if (growers.size() > kMostChartAreas) growers.resize(kMostChartAreas);
  return growers;
}

std::string legend_name(const TrendRow& row) {
  std::string name = fit_name(readable_name(row.name), kNameColumns);
  for (const std::string& caller : row.callers) {
    name += " ← " + fit_name(readable_name(caller), kCallerColumns);
  }
  return name;
}

// Where the first and last dumps of what goes up and down stand is chance.
std::string legend_detail(const TrendRow& row, const TrendSeries& series) {
  const bool swings =
      row.verdict == TrendVerdict::kSawtooth || row.verdict == TrendVerdict::kVaries;
  const std::string amount = swings ? "up to " + format_value(series.peak, series.metric, kUnit)
                                    : format_growth(series.growth(), series.metric, kUnit);
  return fmt::format("{}, {}", amount, trend_verdict_name(row.verdict));
}

ChartArea to_area(const Trend& trend, const TrendRow& row, const std::vector<size_t>& places) {
  const TrendSeries& series = ranked_series(trend, row);
  return {legend_name(row), legend_detail(row, series), values_at(series.points, places)};
}

ChartArea rest_of(const Chart& chart, const TrendSeries& total, const std::vector<size_t>& places) {
  ChartArea rest{"everything else", "", values_at(total.points, places)};
  for (size_t i = 0; i < rest.values.size(); ++i) {
    for (const ChartArea& area : chart.areas) rest.values[i] -= std::max(0.0, area.values[i]);
    rest.values[i] = std::max(0.0, rest.values[i]);
  }
  const double growth = rest.values.back() - rest.values.front();
  rest.detail = format_growth(rounded(growth), total.metric, kUnit);
  return rest;
}

void set_axis(const Trend& trend, const std::vector<size_t>& places, Chart& chart) {
  for (const size_t place : places) chart.positions.push_back(trend.dumps[place].position);
  chart.axis_scale = slope_unit(trend.axis).axis_units;
  switch (trend.axis) {
    case TrendAxis::kSequence: chart.axis_name = "sequence number of the dump"; return;
    case TrendAxis::kFileTime: chart.axis_name = "hours since the first dump"; return;
    case TrendAxis::kAllocatedBytes: chart.axis_name = "GiB allocated by then"; return;
  }
}

std::vector<std::string> hover_points(const Trend& trend, const std::vector<size_t>& places) {
  std::vector<std::string> titles;
  if (places.size() > kMostHoverPoints) return titles;
  const TrendSeries& total = ranked_series(trend, trend.total);
  for (const size_t place : places) {
    titles.push_back(fmt::format("{}: {}", base_name(trend.dumps[place].snapshot.source),
                                 format_value(total.points[place], total.metric, kUnit)));
  }
  return titles;
}

// A single dump is drawn as a level line.
void widen_single_dump(Chart& chart) {
  if (chart.positions.size() != 1) return;
  chart.positions.push_back(chart.positions.front() + 1);
  chart.rest.values.push_back(chart.rest.values.front());
  for (ChartArea& area : chart.areas) area.values.push_back(area.values.front());
}

}  // namespace

std::string render_trend_svg(const Trend& trend, const std::string& title) {
  const TrendSeries& total = ranked_series(trend, trend.total);
  const std::vector<size_t> drawn = places(trend.dumps.size());
  Chart chart;
  chart.title = title;
  chart.lines = {series_line(trend, kUnit), trend_sentence(trend)};
  chart.metric = trend.metric;
  set_axis(trend, drawn, chart);
  for (const TrendRow* row : top_growers(trend)) {
    chart.areas.push_back(to_area(trend, *row, drawn));
  }
  chart.rest = rest_of(chart, total, drawn);
  chart.points = hover_points(trend, drawn);
  const bool in_bytes = trend.metric == Metric::kInuseSpace;
  if (trend.limit && in_bytes) {
    const auto limit = static_cast<double>(trend.limit->limit_bytes);
    if (limit <= kFarLimit * static_cast<double>(total.peak)) chart.limit = limit;
    chart.lines.push_back(limit_sentence(trend, kUnit));
  }
  widen_single_dump(chart);
  return draw_chart(chart);
}

}  // namespace jescope
