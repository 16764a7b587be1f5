// SPDX-License-Identifier: Apache-2.0
//
// Where names come from, module by module, and how to get those that are
// missing. Modules of which the same is known share one hint.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "render/escape.h"
#include "render/numbers.h"
#include "render/report/html.h"
#include "render/report/sections.h"

namespace jescope {
namespace {

HtmlCell part_cell(int64_t part, const NamedParts& parts) {
  const double share =
      parts.all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(parts.all);
  return {fmt::format("<span class=\"bar\" style=\"--share:{:.1f}%\">{}</span>", 100 * share,
                      format_percent(static_cast<double>(part), static_cast<double>(parts.all))),
          share};
}

std::vector<HtmlCell> module_cells(const ModuleShare& module, ByteUnit unit) {
  const NamedParts& bytes = module.bytes;
  const NamedParts& places = module.places;
  return {{html_path(module.names.path)},
          {format_value(bytes.all, Metric::kInuseSpace, unit), static_cast<double>(bytes.all)},
          part_cell(bytes.named, bytes),
          part_cell(bytes.with_line, bytes),
          {format_count(places.all), static_cast<double>(places.all)},
          part_cell(places.named, places),
          {xml_escape(module.names.source), 0, true}};
}

HtmlTable module_table(const SymbolReport& symbols, ByteUnit unit) {
  HtmlTable table;
  table.caption = "Modules and their names";
  table.columns = {{"module", {}, true, true},
                   {"live bytes", "in stacks whose innermost frame is in the module"},
                   {"named", "share of these bytes with a function name"},
                   {"with line", "share of these bytes with a source line"},
                   {"places", "distinct ones in the code"},
                   {"places named"},
                   {"names from", {}, true, true}};
  for (const ModuleShare& module : symbols.modules) {
    table.rows.push_back(module_cells(module, unit));
  }
  return table;
}

// Modules with one reason and one remedy.
struct Ailment {
  std::string reason;
  std::string remedy;
  std::vector<std::string> paths;
};

std::vector<Ailment> ailments_of(const SymbolReport& symbols) {
  std::vector<Ailment> ailments;
  std::unordered_map<std::string, size_t> rows;
  for (const ModuleShare& module : symbols.modules) {
    const ModuleNames& names = module.names;
    if (names.reason.empty()) continue;
    const auto [found, is_new] = rows.emplace(names.reason + '\n' + names.remedy, ailments.size());
    if (is_new) ailments.push_back({names.reason, names.remedy, {}});
    ailments[found->second].paths.push_back(names.path);
  }
  return ailments;
}

std::string paths_html(const std::vector<std::string>& paths) {
  constexpr size_t kShown = 8;
  std::string html;
  for (size_t i = 0; i < std::min(paths.size(), kShown); ++i) {
    html += (i == 0 ? "" : ", ") + html_path(paths[i]);
  }
  if (paths.size() <= kShown) return html;
  return html + fmt::format(" and {} more", paths.size() - kShown);
}

std::string ailments_html(const SymbolReport& symbols) {
  const std::vector<Ailment> ailments = ailments_of(symbols);
  if (ailments.empty()) return {};
  std::string html = "<h3>What is missing, and what mends it</h3>\n<ul class=\"plain\">\n";
  for (const Ailment& ailment : ailments) {
    html +=
        fmt::format("<li><p>{}: {}.</p>", paths_html(ailment.paths), xml_escape(ailment.reason));
    if (!ailment.remedy.empty()) {
      html += fmt::format("<pre tabindex=\"0\"><code>{}</code></pre>", xml_escape(ailment.remedy));
    }
    html += "</li>\n";
  }
  return html + "</ul>\n";
}

}  // namespace

std::string symbol_section(const HeapReport& report, const ReportStyle& style) {
  const SymbolReport& symbols = report.newest.symbols;
  const NamedParts& bytes = symbols.bytes;
  const auto all = static_cast<double>(bytes.all);
  std::string html = html_paragraph(
      bytes.all == 0 ? std::string("The dump holds no live bytes.")
                     : fmt::format("{} of the live bytes have a function name, {} a source line.",
                                   format_percent(static_cast<double>(bytes.named), all),
                                   format_percent(static_cast<double>(bytes.with_line), all)));
  if (symbols.modules.empty()) return html;
  return html + html_table(module_table(symbols, style.unit)) + ailments_html(symbols);
}

}  // namespace jescope
