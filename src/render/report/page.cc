// SPDX-License-Identifier: Apache-2.0
//
// Puts the page together: a head with the style sheet, a list of contents, the
// sections in the order of a reader's questions, the script.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "jescope/render/report.h"
#include "render/escape.h"
#include "render/numbers.h"
#include "render/report/assets.h"
#include "render/report/html.h"
#include "render/report/sections.h"

namespace jescope {
namespace {

constexpr std::string_view kNothingFromOutside =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'";

// Flame graphs tell little in less.
constexpr size_t kLeastFlameBytes = 400'000;

std::string_view kind_words(ReportKind kind) {
  switch (kind) {
    case ReportKind::kDump: return "Heap report of one dump";
    case ReportKind::kPair: return "Heap report of a change";
    case ReportKind::kSeries: return "Heap report of a series";
  }
  return "";
}

std::string subject_words(const HeapReport& report) {
  if (report.series) return report.series->process;
  if (report.change) return report.change->before + " → " + report.change->after;
  return report.newest.subject;
}

std::string sampling_words(const HeapReport& report, ByteUnit unit) {
  const uint64_t period = report.newest.sample_period_bytes;
  if (period <= 1) return "every allocation recorded";
  return "sampled once per " + format_bytes(static_cast<int64_t>(period), unit);
}

// ", 2.0 MiB selected of 4.0 MiB; the dump is cut short: ..."
std::string part_words(const HeapReport& report, ByteUnit unit) {
  const ReportedDump& dump = report.newest;
  const int64_t total = dump.total[report.metric].value;
  const int64_t whole = dump.whole[report.metric].value;
  std::string words;
  if (total != whole) {
    words = fmt::format(", {} selected of {}", format_value(total, report.metric, unit),
                        format_value(whole, report.metric, unit));
  }
  return dump.missing.empty() ? words : words + "; " + dump.missing;
}

// All sections but the flame graphs, which take the room that is left.
std::vector<HtmlSection> write_sections(const HeapReport& report, const ReportStyle& style) {
  std::vector<HtmlSection> sections = {
      {"summary", "Summary", summary_section(report, style)},
      {"trend", "Trend", trend_section(report, style)},
      {"change", "What changed", change_section(report, style)},
      {"flame-change", "Flame graph of the change", {}},
      {"functions", "Functions", function_section(report, style)},
      {"flame", "Flame graph", {}},
      {"graph", "Call graph", graph_section(report, style)},
      {"source", "Source", source_section(report, style)},
      {"symbols", "Symbols", symbol_section(report, style)},
      {"error", "Sampling error", error_section(report, style)},
      {"about", "About this report", about_section(report, style)},
  };
  return sections;
}

size_t size_of(const std::vector<HtmlSection>& sections) {
  size_t bytes = report_style_sheet().size() + report_script().size();
  for (const HtmlSection& section : sections) bytes += section.content.size();
  return bytes;
}

void add_flames(const HeapReport& report, const ReportStyle& style,
                std::vector<HtmlSection>& sections) {
  const size_t taken = size_of(sections);
  const size_t left = style.most_bytes - std::min(style.most_bytes, taken);
  FlameSections flames = flame_sections(report, std::max(left, kLeastFlameBytes));
  for (HtmlSection& section : sections) {
    if (section.id == "flame") section.content = std::move(flames.of_dump);
    if (section.id == "flame-change") section.content = std::move(flames.of_change);
  }
}

std::string contents(const std::vector<HtmlSection>& sections) {
  std::string html = "<nav class=\"contents\" aria-label=\"Contents\">\n<ul>\n";
  for (const HtmlSection& section : sections) {
    html += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", section.id, xml_escape(section.title));
  }
  return html + "</ul>\n</nav>\n";
}

std::string head(const std::string& title, const ReportStyle& style) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"generator\" content=\"{}\">\n<title>{}</title>\n<style>{}</style>\n</head>\n",
      kNothingFromOutside, xml_escape(style.tool), xml_escape(title), report_style_sheet());
}

}  // namespace

std::string render_report_html(const HeapReport& report, const ReportStyle& style) {
  std::vector<HtmlSection> sections = write_sections(report, style);
  add_flames(report, style, sections);
  std::erase_if(sections, [](const HtmlSection& section) { return section.content.empty(); });
  const std::string subject = report_words(subject_words(report));
  std::string page = head(subject + ": heap report", style);
  page += fmt::format(
      "<body class=\"report\">\n<a class=\"skip\" href=\"#summary\">Skip to the summary</a>\n"
      "<header class=\"masthead\">\n<p class=\"kind\">{}</p>\n<h1>{}</h1>\n"
      "<p class=\"lead\">{}, {}{}</p>\n</header>\n<div class=\"columns\">\n{}<main>\n",
      kind_words(report.kind), xml_escape(subject), metric_title(report.metric),
      sampling_words(report, style.unit), xml_escape(part_words(report, style.unit)),
      contents(sections));
  for (const HtmlSection& section : sections) page += html_section(section);
  return page + fmt::format(
                    "</main>\n</div>\n<script>(() => {{ \"use strict\";{}}})();</script>\n"
                    "</body>\n</html>\n",
                    report_script());
}

}  // namespace jescope
