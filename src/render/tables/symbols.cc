// SPDX-License-Identifier: Apache-2.0
//
//     live   named  lines  places   named  lines  names from  module
//  4.1 MiB  100.0%  98.2%     421   99.1%  97.9%       DWARF  /opt/app/server
//  1.2 MiB    0.0%   0.0%      12    0.0%   0.0%        none  /opt/app/libstore.so
//
//  /opt/app/server                    then each module of which more is known
//    file        /srv/image/opt/app/server
//    build-id    2fa1c0
//
//  /opt/app/libstore.so
//    why         not found here
//    hint        jescope symbols --sysroot DIR jeprof.out.301.17.i17.heap  # DIR is ...
//
//  named 77.4% of live bytes, 96.3% of places; with lines 76.0% of ..., 95.1% of ...
#include <fmt/format.h>

#include <unordered_map>

#include "jescope/base/printable.h"
#include "jescope/render/tables.h"
#include "render/json.h"
#include "render/numbers.h"
#include "render/text_table.h"

namespace jescope {
namespace {

std::string percent(int64_t part, const NamedParts& parts) {
  return format_percent(static_cast<double>(part), static_cast<double>(parts.all));
}

TextTable share_table(const SymbolReport& report, ByteUnit unit) {
  TextTable table;
  table.header = {"live", "named", "lines", "places", "named", "lines", "names from", "module"};
  for (const ModuleShare& module : report.modules) {
    const NamedParts& bytes = module.bytes;
    const NamedParts& places = module.places;
    table.rows.push_back(
        {{format_value(bytes.all, Metric::kInuseSpace, unit), percent(bytes.named, bytes),
          percent(bytes.with_line, bytes), format_count(places.all), percent(places.named, places),
          percent(places.with_line, places), module.names.source, module.names.path}});
  }
  return table;
}

// For Markdown, which has no room below a row: modules of which more is known.
TextTable detail_table(const SymbolReport& report) {
  TextTable table;
  table.header = {"module", "build-id", "file", "debug file", "why", "hint"};
  for (const ModuleShare& module : report.modules) {
    const ModuleNames& names = module.names;
    if (names.file.empty() && names.reason.empty()) continue;
    table.rows.push_back(
        {{names.path, names.build_id, names.file, names.debug_file, names.reason, names.remedy}});
  }
  return table;
}

std::string detail_line(std::string_view what, const std::string& text) {
  return text.empty() ? text : fmt::format("  {:<11} {}\n", what, printable_text(text));
}

// What is known of a module beside its shares; empty: nothing is.
std::string details(const ModuleNames& names) {
  return detail_line("file", names.file) + detail_line("debug file", names.debug_file) +
         detail_line("build-id", names.build_id) + detail_line("why", names.reason) +
         detail_line("hint", names.remedy);
}

// Modules of which the same is known, as a dozen files that are not here.
struct DetailGroup {
  std::string paths;  // a line each
  std::string details;
};

// Returns the groups in the order of their first modules.
std::vector<DetailGroup> group_details(const SymbolReport& report, const TableStyle& style) {
  std::vector<DetailGroup> groups;
  std::unordered_map<std::string, size_t> rows;
  for (const ModuleShare& module : report.modules) {
    const std::string known = details(module.names);
    if (known.empty()) continue;
    const auto [found, is_new] = rows.emplace(known, groups.size());
    if (is_new) groups.push_back({{}, known});
    groups[found->second].paths +=
        emphasize(printable_text(module.names.path), Emphasis::kStrong, style) + "\n";
  }
  return groups;
}

std::string share_words(int64_t part, const NamedParts& parts, std::string_view what) {
  return parts.all == 0 ? fmt::format("no {}", what)
                        : fmt::format("{} of {}", percent(part, parts), what);
}

std::string total_words(const SymbolReport& report) {
  const NamedParts& bytes = report.bytes;
  const NamedParts& places = report.places;
  return fmt::format("named {}, {}; with lines {}, {}\n",
                     share_words(bytes.named, bytes, "live bytes"),
                     share_words(places.named, places, "places"),
                     share_words(bytes.with_line, bytes, "live bytes"),
                     share_words(places.with_line, places, "places"));
}

std::string to_text(const SymbolReport& report, const TableStyle& style) {
  if (report.modules.empty()) return write_heading(style) + total_words(report);
  std::string text = write_table(share_table(report, style.unit), style);
  for (const DetailGroup& group : group_details(report, style)) {
    text += "\n" + group.paths + group.details;
  }
  return text + "\n" + total_words(report);
}

std::string to_markdown(const SymbolReport& report, const TableStyle& style) {
  TableStyle below = style;
  below.heading.clear();
  std::string text = write_table(share_table(report, style.unit), style) + "\n";
  const TextTable known = detail_table(report);
  if (!known.rows.empty()) text += write_table(known, below) + "\n";
  return text + total_words(report);
}

Json module_json(const ModuleShare& module) {
  const ModuleNames& names = module.names;
  return {{"path", names.path},
          {"build_id", names.build_id},
          {"source", names.source},
          {"file", names.file},
          {"debug_file", names.debug_file},
          {"reason", names.reason},
          {"remedy", names.remedy},
          {"inuse_space", module.bytes.all},
          {"named_bytes_share", named_share(module.bytes)},
          {"lines_bytes_share", lines_share(module.bytes)},
          {"places", module.places.all},
          {"named_places", module.places.named},
          {"places_with_line", module.places.with_line}};
}

std::string to_json(const SymbolReport& report) {
  Json modules = Json::array();
  for (const ModuleShare& module : report.modules) modules.push_back(module_json(module));
  return write_json({{"schema", "jescope/symbols/1"},
                     {"dump", report.dump},
                     {"modules", std::move(modules)},
                     {"inuse_space", report.bytes.all},
                     {"named_bytes_share", named_share(report.bytes)},
                     {"lines_bytes_share", lines_share(report.bytes)},
                     {"places", report.places.all},
                     {"named_places", report.places.named},
                     {"places_with_line", report.places.with_line}});
}

std::string to_csv(const SymbolReport& report) {
  std::string text = csv_row({"module", "build_id", "source", "file", "debug_file", "inuse_space",
                              "named_bytes_share", "lines_bytes_share", "places", "named_places",
                              "places_with_line", "reason", "remedy"});
  for (const ModuleShare& module : report.modules) {
    const ModuleNames& names = module.names;
    text +=
        csv_row({names.path, names.build_id, names.source, names.file, names.debug_file,
                 std::to_string(module.bytes.all), fmt::format("{:.6g}", named_share(module.bytes)),
                 fmt::format("{:.6g}", lines_share(module.bytes)),
                 std::to_string(module.places.all), std::to_string(module.places.named),
                 std::to_string(module.places.with_line), names.reason, names.remedy});
  }
  return text;
}

}  // namespace

std::string render_symbols(const SymbolReport& report, const TableStyle& style) {
  switch (style.format) {
    case TableFormat::kJson: return to_json(report);
    case TableFormat::kCsv: return to_csv(report);
    case TableFormat::kMarkdown: return to_markdown(report, style);
    case TableFormat::kText: break;
  }
  return to_text(report, style);
}

}  // namespace jescope
