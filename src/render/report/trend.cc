// SPDX-License-Identifier: Apache-2.0
//
// The series as a whole: chart, slider, and a row for each function that grows.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "jescope/render/trend.h"
#include "render/escape.h"
#include "render/fit_name.h"
#include "render/numbers.h"
#include "render/report/html.h"
#include "render/report/sections.h"
#include "render/report/series.h"
#include "render/trend/trend_words.h"

namespace jescope {
namespace {

constexpr size_t kCallerColumns = 40;

HtmlCell name_cell(const TrendRow& row) {
  std::string content = html_name(row.name);
  for (const std::string& caller : row.callers) {
    content += fmt::format(" <span class=\"place\">← <code>{}</code></span>",
                           xml_escape(fit_name(report_name(caller), kCallerColumns)));
  }
  return {std::move(content)};
}

HtmlCell growth_cell(const TrendSeries& series, ByteUnit unit) {
  return {format_growth(series.growth(), series.metric, unit),
          static_cast<double>(series.growth())};
}

std::string_view verdict_class(TrendVerdict verdict) {
  switch (verdict) {
    case TrendVerdict::kLeakSuspect: return "suspect";
    case TrendVerdict::kGrowing: return "grown";
    case TrendVerdict::kShrinking: return "shrunk";
    default: return "noise";
  }
}

std::vector<HtmlCell> row_cells(const Trend& trend, const TrendRow& row, ByteUnit unit) {
  const TrendSeries& series = ranked_series(trend, row);
  const size_t steps = trend.dumps.size() - 1;
  std::vector<HtmlCell> cells = {
      name_cell(row),
      {fmt::format("<span class=\"state {}\">{}</span>", verdict_class(row.verdict),
                   trend_verdict_name(row.verdict)),
       0, true},
      {sparkline_svg(series), static_cast<double>(series.peak)},
      growth_cell(series, unit),
      growth_cell(series.metric == row.bytes.metric ? row.objects : row.bytes, unit),
      {format_pace(series, trend.axis, unit), shown_slope(series).per_unit},
      {fmt::format("{}/{}", series.steps_grown, steps), static_cast<double>(series.steps_grown)}};
  if (trend.has_totals) {
    const double churn = row.churn.value_or(0);
    cells.push_back({row.churn ? fmt::format("{:.1f}×", churn) : "-", churn});
  }
  return cells;
}

HtmlTable trend_table(const Trend& trend, size_t most_rows, std::string_view pace_title,
                      ByteUnit unit) {
  HtmlTable table;
  table.caption = "How functions grow over the series";
  table.noun = "functions";
  table.sorted_by = SIZE_MAX;
  const bool in_bytes = unit_of(trend.metric) == Unit::kBytes;
  table.columns = {{granularity_name(trend.granularity), {}, true, true},
                   {"verdict", {}, true, true},
                   {"trend", "from the first dump to the last, from nothing to the peak"},
                   {"growth"},
                   {in_bytes ? "objects" : "bytes", "growth"},
                   {pace_title, "slope with its 95 % interval"},
                   {"grew", "steps from one dump to the next"}};
  if (trend.has_totals) {
    table.columns.push_back({"churn", "bytes allocated over the series by bytes live on average"});
  }
  for (size_t i = 0; i < std::min(most_rows, trend.rows.size()); ++i) {
    table.rows.push_back(row_cells(trend, trend.rows[i], unit));
  }
  return table;
}

std::string pace_note(const Trend& trend, size_t most_rows) {
  const auto rows = std::span(trend.rows).first(std::min(most_rows, trend.rows.size()));
  const bool tells_new_pace = std::ranges::any_of(
      rows, [&](const TrendRow& row) { return has_new_pace(ranked_series(trend, row)); });
  if (!tells_new_pace) return {};
  return html_note(
      "now: the pace of the second half of the series, where it differs from that of the whole.");
}

std::string left_out_note(const Trend& trend, size_t most_rows) {
  const size_t all = trend.rows.size() + trend.rows_left_out;
  if (all <= most_rows) return {};
  return html_note(fmt::format("{} more functions are left out; -n 0 shows all.",
                               format_count(static_cast<int64_t>(all - most_rows))));
}

}  // namespace

std::string trend_section(const HeapReport& report, const ReportStyle& style) {
  if (!report.series) return {};
  const ReportedSeries& series = *report.series;
  const Trend& trend = series.trend;
  const std::string pace = fmt::format("per {}", slope_unit(trend.axis).name);
  std::string html = html_paragraph("What the process held, dump by dump.") +
                     "<figure class=\"chart\">\n<div class=\"picture\">\n" +
                     render_trend_svg(trend, series.process) + "</div>\n" +
                     snapshot_panel(series, style.unit) + "</figure>\n";
  if (!trend.rows.empty()) {
    html += "<h3>How each function grows</h3>\n" +
            html_table(trend_table(trend, series.most_rows, pace, style.unit)) +
            pace_note(trend, series.most_rows) + left_out_note(trend, series.most_rows);
  }
  return html + snapshot_table(series, style.unit);
}

}  // namespace jescope
