// SPDX-License-Identifier: Apache-2.0
//
//   {"schema": "jescope/trend/1", "metric": "inuse_space", "axis": "sequence",
//    "dumps": [{"path": "x.301.0.i0.heap", "sequence": 0, "position": 0, "total": 1000}],
//    "total": {...}, "limit": {"bytes": 2147483648, "state": "expected", ...} or null,
//    "rows": [{"name": "Cache::insert", "callers": ["serve"], "verdict": "leak suspect",
//              "first": 0, "last": 900, "peak": 900, "slope": 100, "slope_low": 90, ...,
//              "bytes": {...}, "objects": {...}}],
//    "stacks": [the same; "callers" are all frames further out]}
//
// first to monotone_score are of the metric, slopes per unit of the axis: a
// sequence number, a second, a byte. The limit's basis is the total or, where that
// does not grow for certain, the leak suspects.
#include "render/trend/trend_data.h"

#include <cmath>

#include "jescope/render/trend.h"
#include "render/json.h"
#include "render/numbers.h"
#include "render/text_table.h"

namespace jescope {
namespace {

int64_t change_sigma(const TrendSeries& series) {
  return plain_sigma({series.growth(), series.change_variance});
}

void add_series(const TrendSeries& series, Json& json) {
  json["first"] = series.first.value;
  json["last"] = series.last.value;
  json["peak"] = series.peak;
  json["growth"] = series.growth();
  json["growth_sigma"] = change_sigma(series);
  json["slope"] = series.slope.per_unit;
  json["slope_low"] = series.slope.low();  // null where there is no interval
  json["slope_high"] = series.slope.high();
  json["recent_slope"] = series.recent.per_unit;  // over the second half
  json["recent_slope_low"] = series.recent.low();
  json["recent_slope_high"] = series.recent.high();
  json["steps_grown"] = series.steps_grown;
  json["steps_shrunk"] = series.steps_shrunk;
  json["monotone_score"] = series.monotone_score;
}

Json series_json(const TrendSeries& series) {
  Json json = {{"metric", metric_name(series.metric)},
               {"verdict", trend_verdict_name(series.verdict)}};
  add_series(series, json);
  json["points"] = series.points;
  return json;
}

Json row_json(const Trend& trend, const TrendRow& row) {
  Json json = {{"name", row.name},
               {"file", row.file},
               {"module", row.module},
               {"callers", row.callers},
               {"verdict", trend_verdict_name(row.verdict)}};
  add_series(ranked_series(trend, row), json);
  json["share_of_growth"] = row.share;
  json["churn"] = row.churn ? Json(*row.churn) : Json(nullptr);
  json["bytes"] = series_json(row.bytes);
  json["objects"] = series_json(row.objects);
  return json;
}

Json rows_json(const Trend& trend, const std::vector<TrendRow>& rows) {
  Json list = Json::array();
  for (const TrendRow& row : rows) list.push_back(row_json(trend, row));
  return list;
}

Json dumps_json(const Trend& trend) {
  const std::vector<int64_t>& totals = ranked_series(trend, trend.total).points;
  Json dumps = Json::array();
  for (size_t i = 0; i < trend.dumps.size(); ++i) {
    const TrendDump& dump = trend.dumps[i];
    dumps.push_back({{"path", dump.snapshot.source},
                     {"sequence", dump.snapshot.sequence},
                     {"position", dump.position},
                     {"total", totals[i]}});
  }
  return dumps;
}

std::string_view state_name(TrendLimit::State state) {
  switch (state) {
    case TrendLimit::State::kReached: return "reached";
    case TrendLimit::State::kNever: return "never";
    case TrendLimit::State::kExpected: return "expected";
    case TrendLimit::State::kFar: return "far";
  }
  return "";
}

Json limit_json(const Trend& trend) {
  if (!trend.limit) return nullptr;
  const TrendLimit& limit = *trend.limit;
  Json json = {{"bytes", limit.limit_bytes}, {"state", state_name(limit.state)}};
  const bool is_dated =
      limit.state == TrendLimit::State::kExpected || limit.state == TrendLimit::State::kFar;
  if (!is_dated) return json;
  json["expected"] = limit.expected;  // units of the axis from the last dump
  json["soonest"] = limit.soonest;
  json["latest"] = limit.latest;
  json["basis"] = limit.by_suspects ? "leak suspects" : "total";
  return json;
}

std::string decimal(double value) {
  return std::isfinite(value) ? Json(value).dump() : "";
}

std::string joined(const std::vector<std::string>& callers) {
  std::string text;
  for (const std::string& caller : callers) text += (text.empty() ? "" : ";") + caller;
  return text;
}

}  // namespace

std::string trend_json(const Trend& trend) {
  Json json = {{"schema", "jescope/trend/1"},
               {"metric", metric_name(trend.metric)},
               {"axis", trend_axis_name(trend.axis)},
               {"granularity", granularity_name(trend.granularity)},
               {"summary", trend_sentence(trend)},
               {"dumps", dumps_json(trend)},
               {"total", row_json(trend, trend.total)},
               {"limit", limit_json(trend)},
               {"leak_suspects", count_rows(trend, TrendVerdict::kLeakSuspect)},
               {"rows_left_out", trend.rows_left_out},
               {"rows", rows_json(trend, trend.rows)},
               {"stacks", rows_json(trend, trend.stacks)}};
  return write_json(json);
}

std::string trend_csv(const Trend& trend) {
  std::string text =
      csv_row({"name", "callers", "file", "module", "verdict", "first", "last", "peak", "growth",
               "growth_sigma", "slope", "slope_low", "slope_high", "steps_grown", "steps_shrunk",
               "monotone_score", "churn", "bytes_growth", "objects_growth"});
  for (const TrendRow& row : trend.rows) {
    const TrendSeries& series = ranked_series(trend, row);
    text += csv_row({row.name, joined(row.callers), row.file, row.module,
                     std::string(trend_verdict_name(row.verdict)),
                     std::to_string(series.first.value), std::to_string(series.last.value),
                     std::to_string(series.peak), std::to_string(series.growth()),
                     std::to_string(change_sigma(series)), decimal(series.slope.per_unit),
                     decimal(series.slope.low()), decimal(series.slope.high()),
                     std::to_string(series.steps_grown), std::to_string(series.steps_shrunk),
                     decimal(series.monotone_score), row.churn ? decimal(*row.churn) : "",
                     std::to_string(row.bytes.growth()), std::to_string(row.objects.growth())});
  }
  return text;
}

}  // namespace jescope
