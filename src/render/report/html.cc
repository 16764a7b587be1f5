// SPDX-License-Identifier: Apache-2.0
//
//   <div class="wide"><table class="sortable" data-noun="functions"><caption>...</caption>
//   <thead><tr><th scope="col">function</th><th scope="col" class="number" aria-sort=
//   "descending">live bytes</th></tr></thead>
//   <tbody><tr><th scope="row"><code>parse</code></th>
//   <td class="number" data-order="1536">1.5 KiB</td></tr></tbody></table></div>
#include "render/report/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "jescope/base/printable.h"
#include "jescope/model/profile.h"
#include "jescope/model/readable_name.h"
#include "render/escape.h"
#include "render/fit_name.h"
#include "render/numbers.h"

namespace jescope {
namespace {

// A page has to stay small, and a row readable.
constexpr size_t kLongestName = 300;
constexpr size_t kShownColumns = 76;

std::string attribute(std::string_view name, std::string_view text) {
  return text.empty() ? std::string() : fmt::format(R"( {}="{}")", name, xml_escape(text));
}

// A line may end behind "::".
std::string breakable(std::string name) {
  constexpr std::string_view kColons = "::";
  for (size_t at = name.find(kColons); at != std::string::npos; at = name.find(kColons, at)) {
    at += kColons.size();
    name.insert(at, "<wbr>");
  }
  return name;
}

std::string heading_cell(const HtmlTable& table, size_t i) {
  const HtmlColumn& column = table.columns[i];
  const bool is_sorted = i == table.sorted_by;
  return fmt::format(R"(<th scope="col"{}{}{}{}>{}</th>)",
                     attribute("class", column.is_words ? "" : "number"),
                     attribute("title", column.hint),
                     is_sorted ? R"( aria-sort="descending")" : std::string_view(),
                     column.starts_ascending ? R"( data-first="ascending")" : std::string_view(),
                     xml_escape(column.title));
}

// Scripts read no other numbers.
double finite(double order) {
  constexpr double kMost = 1e300;
  return std::isnan(order) ? 0 : std::clamp(order, -kMost, kMost);
}

// Of words the script sorts by what is read.
std::string value_cell(const HtmlCell& cell) {
  std::string css(cell.is_words ? "" : "number");
  if (!cell.css.empty()) css += (css.empty() ? "" : " ") + std::string(cell.css);
  const std::string order =
      cell.is_words ? "" : attribute("data-order", fmt::format("{:.17g}", finite(cell.order)));
  return fmt::format("<td{}{}>{}</td>", attribute("class", css), order, cell.content);
}

std::string table_row(const std::vector<HtmlCell>& cells) {
  std::string row = fmt::format(R"(<tr><th scope="row">{}</th>)", cells.front().content);
  for (size_t i = 1; i < cells.size(); ++i) row += value_cell(cells[i]);
  return row + "</tr>\n";
}

}  // namespace

std::string report_name(std::string_view name) {
  return fit_name(readable_name(printable_text(name)), kLongestName);
}

std::string row_name(std::string_view name) {
  return fit_name(report_name(name), kShownColumns);
}

std::string report_words(std::string_view words) {
  return cut_middle(printable_text(words), kLongestName);
}

std::string html_name(std::string_view name) {
  const std::string whole = report_name(name);
  const std::string shown = row_name(name);
  return fmt::format("<code{}>{}</code>", shown == whole ? "" : attribute("title", whole),
                     breakable(xml_escape(shown)));
}

std::string html_path(std::string_view path) {
  return fmt::format("<code>{}</code>", xml_escape(report_words(path)));
}

std::string estimate_words(const Estimate& estimate, Metric metric, ByteUnit unit) {
  const std::string value = format_value(estimate.value, metric, unit);
  return estimate.variance > 0 ? value + " ± " + format_sigma(estimate, metric, unit) : value;
}

std::string place_words(std::string_view file, uint32_t line, std::string_view module) {
  if (file.empty()) return std::string(base_name(module));
  const std::string_view name = base_name(file);
  return line == 0 ? std::string(name) : fmt::format("{}:{}", name, line);
}

std::string html_table(const HtmlTable& table) {
  std::string html = fmt::format(
      "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{0}\">"
      "<table class=\"sortable\"{1}>\n<caption>{0}</caption>\n<thead><tr>",
      xml_escape(table.caption), attribute("data-noun", table.noun));
  for (size_t i = 0; i < table.columns.size(); ++i) html += heading_cell(table, i);
  html += "</tr></thead>\n<tbody>\n";
  for (const std::vector<HtmlCell>& row : table.rows) html += table_row(row);
  return html + "</tbody>\n</table></div>\n";
}

std::string html_section(const HtmlSection& section) {
  return fmt::format(
      "<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n<h2 id=\"{0}-title\">{1}</h2>\n{2}"
      "</section>\n",
      section.id, xml_escape(section.title), section.content);
}

std::string html_paragraph(std::string_view text) {
  return fmt::format("<p>{}</p>\n", xml_escape(text));
}

std::string html_note(std::string_view text) {
  return fmt::format("<p class=\"note\">{}</p>\n", xml_escape(text));
}

}  // namespace jescope
