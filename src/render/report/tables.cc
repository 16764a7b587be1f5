// SPDX-License-Identifier: Apache-2.0
//
// The tables of functions and of what changed, and the call graph below them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "jescope/render/call_graph.h"
#include "render/escape.h"
#include "render/numbers.h"
#include "render/report/html.h"
#include "render/report/sections.h"
#include "render/signed_numbers.h"

namespace jescope {
namespace {

constexpr std::string_view kSigmaHint = "one standard deviation of the sampling error";

// The name with its place in small print.
HtmlCell name_cell(const CallFrame& frame) {
  const std::string place = place_words(frame.file, frame.line, frame.module);
  std::string content = html_name(frame.name);
  if (!place.empty() && place != frame.name) {
    content += fmt::format(" <span class=\"place\">{}</span>", xml_escape(place));
  }
  return {std::move(content)};
}

HtmlCell value_cell(const Estimate& estimate, Metric metric, ByteUnit unit) {
  return {format_value(estimate.value, metric, unit), static_cast<double>(estimate.value)};
}

HtmlCell sigma_cell(const Estimate& estimate, Metric metric, ByteUnit unit) {
  return {format_sigma(estimate, metric, unit), estimate.sigma(), false, "faint"};
}

// A share with a bar as long as it.
HtmlCell share_cell(int64_t part, int64_t whole) {
  const double share =
      whole == 0 ? 0 : std::abs(static_cast<double>(part) / static_cast<double>(whole));
  return {fmt::format("<span class=\"bar\" style=\"--share:{:.1f}%\">{}</span>",
                      100 * std::min(1.0, share),
                      format_percent(static_cast<double>(part), static_cast<double>(whole))),
          share};
}

std::vector<Metric> other_metrics(const HeapReport& report) {
  std::vector<Metric> metrics;
  for (const Metric metric : kAllMetrics) {
    const bool is_told = !counts_freed(metric) || report.newest.has_totals;
    if (metric != report.metric && is_told) metrics.push_back(metric);
  }
  return metrics;
}

HtmlTable function_columns(const HeapReport& report) {
  HtmlTable table;
  table.caption = "Functions by what they hold";
  table.noun = "functions";
  table.columns = {
      {granularity_name(report.newest.functions.granularity), {}, true, true},
      {metric_words(report.metric), "allocated by the function itself"},
      {"±", kSigmaHint},
      {"share", "of the total"},
      {"with callees", "allocated by the function and what it calls"},
      {"share, callees", "of the total, with what the function calls"},
  };
  for (const Metric metric : other_metrics(report)) {
    table.columns.push_back({metric_words(metric), "allocated by the function itself"});
  }
  return table;
}

std::vector<HtmlCell> function_cells(const HeapReport& report, const FunctionRow& row,
                                     ByteUnit unit) {
  const Metric metric = report.metric;
  const int64_t whole = report.newest.total[metric].value;
  std::vector<HtmlCell> cells = {name_cell(row.frame),
                                 value_cell(row.self[metric], metric, unit),
                                 sigma_cell(row.self[metric], metric, unit),
                                 share_cell(row.self[metric].value, whole),
                                 value_cell(row.cumulative[metric], metric, unit),
                                 share_cell(row.cumulative[metric].value, whole)};
  for (const Metric other : other_metrics(report)) {
    cells.push_back(value_cell(row.self[other], other, unit));
  }
  return cells;
}

std::string left_out_words(size_t rows, const std::string& together) {
  if (rows == 0) return {};
  return html_note(fmt::format("{} more, {} together, are left out; -n 0 shows all.",
                               format_count(static_cast<int64_t>(rows)), together));
}

HtmlCell change_cell(const Change& change, Metric metric, ByteUnit unit) {
  return {format_change(change.value(), metric, unit), static_cast<double>(change.value())};
}

// By what matters more; words are sorted by it, too.
HtmlCell state_cell(ChangeState state) {
  return {fmt::format("<span class=\"state {0}\">{0}</span>", state_name(state)), 0, true};
}

std::vector<HtmlCell> change_cells(const DiffTable& table, const DiffRow& row, ByteUnit unit) {
  const Metric metric = table.metric;
  const Change& change = row.change;
  const double grown = row.growth_share.value_or(0);
  return {name_cell(table.frames[row.frame]),
          change_cell(change, metric, unit),
          sigma_cell(as_estimate(change), metric, unit),
          {format_change_percent(change),
           change.before.value > 0
               ? static_cast<double>(change.value()) / static_cast<double>(change.before.value)
               : HUGE_VAL},
          state_cell(row.state),
          value_cell(change.before, metric, unit),
          value_cell(change.after, metric, unit),
          {row.growth_share ? format_percent(grown, 1) : "-", grown}};
}

HtmlTable change_columns(const DiffTable& table) {
  HtmlTable columns;
  columns.caption = "What grew and what shrank";
  columns.noun = "functions";
  columns.columns = {{granularity_name(table.granularity), {}, true, true},
                     {"change"},
                     {"±", kSigmaHint},
                     {"change, %", "of what was before"},
                     {"state", "noise: less than three standard deviations", true, true},
                     {"before"},
                     {"after"},
                     {"of all growth"}};
  return columns;
}

}  // namespace

std::string function_section(const HeapReport& report, const ReportStyle& style) {
  const FunctionTable& functions = report.newest.functions;
  if (functions.rows.empty()) {
    return html_paragraph("Nothing is held: the dump has no sample of this metric.");
  }
  HtmlTable table = function_columns(report);
  for (const FunctionRow& row : functions.rows) {
    table.rows.push_back(function_cells(report, row, style.unit));
  }
  const Estimate& rest = functions.self_left_out[report.metric];
  const std::string subject = report.kind == ReportKind::kDump
                                  ? ""
                                  : fmt::format("Of {}. ", report_words(report.newest.subject));
  return html_paragraph(subject +
                        "What each function allocated itself, and with all that it calls.") +
         html_table(table) +
         left_out_words(functions.rows_left_out,
                        format_value(rest.value, report.metric, style.unit));
}

std::string change_section(const HeapReport& report, const ReportStyle& style) {
  if (!report.change) return {};
  const DiffTable& changes = report.change->table;
  std::string intro = fmt::format("From {} to {}. ", report_words(report.change->before),
                                  report_words(report.change->after));
  if (report.newest.sample_period_bytes > 1) {
    intro += fmt::format("How errors count: {}.", describe(changes.error));
  }
  if (changes.rows.empty()) return html_paragraph(intro) + html_paragraph("Nothing changed.");
  HtmlTable table = change_columns(changes);
  for (const DiffRow& row : changes.rows) {
    table.rows.push_back(change_cells(changes, row, style.unit));
  }
  const std::string rest =
      format_change(changes.left_out.value_or(Change{}).value(), changes.metric, style.unit);
  return html_paragraph(intro) + html_table(table) + left_out_words(changes.rows_left_out, rest);
}

std::string graph_section(const HeapReport& report, const ReportStyle& style) {
  const std::string_view of = report.graph.is_change ? "change of " : "";
  const std::string subject = report.graph.is_change
                                  ? report.change->before + " → " + report.change->after
                                  : report.newest.subject;
  const GraphStyle graph_style{fmt::format("Calls: {}{}", of, metric_title(report.metric)), subject,
                               style.unit};
  return html_paragraph(
             "Who calls whom, with what is allocated through each call. Point at a function to see "
             "its callers and callees; click to show only what is connected.") +
         "<div class=\"picture\">\n" + render_call_graph_element(report.graph, graph_style) +
         "</div>\n";
}

}  // namespace jescope
