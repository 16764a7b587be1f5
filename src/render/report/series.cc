// SPDX-License-Identifier: Apache-2.0
//
// The script reads what it shows, in words, from the page:
//
//   {"names":[["Arena::Allocate(unsigned long)"],...],
//    "dumps":[["jeprof.out.301.0.i0.heap","46.1 MiB ± 1.2 MiB in 4,229 objects","",0,
//              [[0,"30.1 MiB",65.3],...]],...]}
//
// of each function its name, cut to what a row holds, and in full where that differs;
// of each dump its name, its total, its change since the first, its place on the
// axis (0 to 1) and what holds most of it: name, amount, percent.
#include "render/report/series.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "jescope/model/profile.h"
#include "render/escape.h"
#include "render/numbers.h"
#include "render/report/html.h"
#include "render/trend/trend_words.h"

namespace jescope {
namespace {

constexpr size_t kMostDumps = 1000;
constexpr size_t kSparkPlaces = 40;
constexpr double kSparkWidth = 96;
constexpr double kSparkHeight = 20;

// Returns at most `most` of `count` places, evenly spread; the first and the last
// are among them.
std::vector<size_t> spread(size_t count, size_t most) {
  const size_t shown = std::min(count, most);
  std::vector<size_t> places;
  for (size_t i = 0; i < shown; ++i) {
    places.push_back(shown == 1 ? count - 1 : i * (count - 1) / (shown - 1));
  }
  return places;
}

std::string dump_name(const ReportedSeries& series, size_t at) {
  return report_words(base_name(series.trend.dumps[at].snapshot.source));
}

std::string total_words(const ReportedSeries& series, size_t at, ByteUnit unit) {
  const SnapshotTop& snapshot = series.snapshots.snapshots[at];
  const Metric metric = series.snapshots.metric;
  const std::string total = estimate_words(snapshot.total, metric, unit);
  if (unit_of(metric) == Unit::kObjects) return total;
  return fmt::format("{} in {} objects", total, format_count(snapshot.objects.value));
}

std::string growth_words(const ReportedSeries& series, size_t at, ByteUnit unit) {
  if (at == 0) return "the first dump";
  const auto& snapshots = series.snapshots.snapshots;
  const int64_t growth = snapshots[at].total.value - snapshots[0].total.value;
  return format_growth(growth, series.snapshots.metric, unit) + " since the first dump";
}

double place_on_axis(const ReportedSeries& series, size_t at) {
  const std::vector<TrendDump>& dumps = series.trend.dumps;
  const double span = dumps.back().position - dumps.front().position;
  return span > 0 ? (dumps[at].position - dumps.front().position) / span : 1;
}

double percent_of(int64_t part, int64_t whole) {
  return whole == 0 ? 0 : 100 * static_cast<double>(part) / static_cast<double>(whole);
}

std::string functions_json(const ReportedSeries& series, size_t at, ByteUnit unit) {
  const SnapshotTop& snapshot = series.snapshots.snapshots[at];
  std::string json;
  for (const SnapshotTop::Function& function : snapshot.functions) {
    json += fmt::format("{}[{},\"{}\",{:.1f}]", json.empty() ? "" : ",", function.name,
                        format_value(function.self, series.snapshots.metric, unit),
                        percent_of(function.self, snapshot.total.value));
  }
  return "[" + json + "]";
}

std::string json_text(std::string_view text) {
  return "\"" + json_string_escape(text) + "\"";
}

std::string name_json(std::string_view name) {
  const std::string whole = report_name(name);
  const std::string shown = row_name(name);
  return "[" + json_text(shown) + (shown == whole ? "" : "," + json_text(whole)) + "]";
}

std::string snapshots_json(const ReportedSeries& series, ByteUnit unit) {
  std::string names;
  for (const std::string& name : series.snapshots.names) {
    names += (names.empty() ? "" : ",") + name_json(name);
  }
  std::string dumps;
  for (const size_t at : spread(series.trend.dumps.size(), kMostDumps)) {
    dumps += fmt::format("{}[{},{},{},{:.4f},{}]", dumps.empty() ? "" : ",\n",
                         json_text(dump_name(series, at)), json_text(total_words(series, at, unit)),
                         json_text(growth_words(series, at, unit)), place_on_axis(series, at),
                         functions_json(series, at, unit));
  }
  return fmt::format("{{\"names\":[{}],\n\"dumps\":[{}]}}", names, dumps);
}

std::string top_rows(const ReportedSeries& series, size_t at, ByteUnit unit) {
  const SnapshotTop& snapshot = series.snapshots.snapshots[at];
  std::string rows;
  for (const SnapshotTop::Function& function : snapshot.functions) {
    rows += fmt::format(
        "<li><span class=\"amount\">{}</span><span class=\"bar\" style=\"--share:{:.1f}%\">{:.1f}%"
        "</span>{}</li>\n",
        format_value(function.self, series.snapshots.metric, unit),
        std::min(100.0, percent_of(function.self, snapshot.total.value)),
        percent_of(function.self, snapshot.total.value),
        html_name(series.snapshots.names[function.name]));
  }
  return rows;
}

std::vector<HtmlCell> dump_cells(const ReportedSeries& series, size_t at, ByteUnit unit) {
  const SnapshotTop& snapshot = series.snapshots.snapshots[at];
  const Metric metric = series.snapshots.metric;
  const auto first = series.snapshots.snapshots[0].total.value;
  const int64_t growth = snapshot.total.value - first;
  const std::string largest = snapshot.functions.empty()
                                  ? "-"
                                  : html_name(series.snapshots.names[snapshot.functions[0].name]);
  return {
      {html_path(dump_name(series, at))},
      {format_value(snapshot.total.value, metric, unit), static_cast<double>(snapshot.total.value)},
      {format_sigma(snapshot.total, metric, unit), snapshot.total.sigma(), false, "faint"},
      {format_growth(growth, metric, unit), static_cast<double>(growth)},
      {format_count(snapshot.objects.value), static_cast<double>(snapshot.objects.value)},
      {largest, 0, true}};
}

}  // namespace

std::string snapshot_panel(const ReportedSeries& series, ByteUnit unit) {
  const size_t last = series.trend.dumps.size() - 1;
  const size_t count = spread(last + 1, kMostDumps).size();
  return fmt::format(
      "<div class=\"snapshot\">\n<div class=\"slider\"><label for=\"snapshot\">Dump</label>"
      "<input id=\"snapshot\" type=\"range\" min=\"1\" max=\"{0}\" value=\"{0}\" "
      "step=\"1\"></div>\n"
      "<p class=\"slider-note\">The slider changes this list alone: the flame graph and the table "
      "of functions below are of the last dump.</p>\n"
      "<p class=\"snapshot-name\"><strong>{1}</strong> <span class=\"place\">{0} of "
      "{0}</span></p>\n"
      "<p class=\"snapshot-total\"><output for=\"snapshot\">{2}</output> "
      "<span class=\"place\">{3}</span></p>\n<ol class=\"tops\">\n{4}</ol>\n</div>\n"
      "<script type=\"application/json\" id=\"snapshots\">{5}</script>\n",
      count, xml_escape(dump_name(series, last)), xml_escape(total_words(series, last, unit)),
      xml_escape(growth_words(series, last, unit)), top_rows(series, last, unit),
      snapshots_json(series, unit));
}

std::string snapshot_table(const ReportedSeries& series, ByteUnit unit) {
  HtmlTable table;
  table.caption = "The dumps of the series";
  table.sorted_by = SIZE_MAX;
  table.columns = {{"dump", {}, true, true},
                   {metric_title(series.snapshots.metric)},
                   {"±", "one standard deviation of the sampling error"},
                   {"since the first"},
                   {"objects"},
                   {"holds most", {}, true, true}};
  for (const size_t at : spread(series.trend.dumps.size(), kMostDumps)) {
    table.rows.push_back(dump_cells(series, at, unit));
  }
  return fmt::format("<details><summary>All {} dumps</summary>\n{}</details>\n",
                     format_count(static_cast<int64_t>(series.trend.dumps.size())),
                     html_table(table));
}

std::string sparkline_svg(const TrendSeries& series) {
  const std::vector<int64_t>& points = series.points.empty() ? series.spark : series.points;
  if (points.size() < 2) return {};
  const auto most = static_cast<double>(std::max<int64_t>(1, std::ranges::max(points)));
  const std::vector<size_t> places = spread(points.size(), kSparkPlaces);
  std::string path;
  for (size_t i = 0; i < places.size(); ++i) {
    const double x =
        1 + (kSparkWidth - 2) * static_cast<double>(i) / static_cast<double>(places.size() - 1);
    const double part = std::max(0.0, static_cast<double>(points[places[i]])) / most;
    path += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", x,
                        kSparkHeight - 2 - (kSparkHeight - 4) * part);
  }
  return fmt::format(
      "<svg class=\"spark\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "aria-hidden=\"true\"><path d=\"{2}\"/></svg>",
      kSparkWidth, kSparkHeight, path);
}

}  // namespace jescope
