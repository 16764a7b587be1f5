// SPDX-License-Identifier: Apache-2.0
//
//   functions put together
//     parse(int)
//       < parse(int) [clone .cold]
//       < parse(int) [clone .constprop.0]
#include "jescope/render/merged_names.h"

#include <span>

#include "jescope/base/printable.h"
#include "render/escape.h"
#include "render/json.h"
#include "render/text_table.h"

namespace jescope {
namespace {

struct Kind {
  const char* singular;
  const char* plural;
  std::span<const MergedName> names;
};

std::vector<Kind> kinds_of(const MergedNames& merged) {
  return {{"function", "functions", merged.functions},
          {"file", "files", merged.files},
          {"module", "modules", merged.modules}};
}

std::string to_text(const MergedNames& merged) {
  std::string text;
  for (const Kind& kind : kinds_of(merged)) {
    if (kind.names.empty()) continue;
    text += std::string(kind.plural) + " put together\n";
    for (const MergedName& name : kind.names) {
      text += "  " + printable_text(name.name) + "\n";
      for (const std::string& from : name.from) text += "    < " + printable_text(from) + "\n";
    }
  }
  return text.empty() ? "no names put together\n" : text;
}

Json to_json(std::span<const MergedName> names) {
  Json list = Json::array();
  for (const MergedName& name : names) list.push_back({{"name", name.name}, {"from", name.from}});
  return list;
}

std::string to_csv(const MergedNames& merged) {
  std::string text = csv_row({"kind", "name", "from"});
  for (const Kind& kind : kinds_of(merged)) {
    for (const MergedName& name : kind.names) {
      for (const std::string& from : name.from) text += csv_row({kind.singular, name.name, from});
    }
  }
  return text;
}

std::string to_markdown(const MergedNames& merged, const TableStyle& style) {
  TextTable table;
  table.header = {"name", "from"};
  for (const Kind& kind : kinds_of(merged)) {
    for (const MergedName& name : kind.names) {
      for (const std::string& from : name.from) table.rows.push_back({{name.name, from}, {}});
    }
  }
  TableStyle plain = style;
  plain.heading = {"Names put together"};
  return write_table(table, plain);
}

}  // namespace

std::string render_merged_names(const MergedNames& merged, const TableStyle& style) {
  switch (style.format) {
    case TableFormat::kText: return to_text(merged);
    case TableFormat::kCsv: return to_csv(merged);
    case TableFormat::kMarkdown: return to_markdown(merged, style);
    case TableFormat::kJson: break;
  }
  return write_json({{"schema", "jescope/merged-names/1"},
                     {"functions", to_json(merged.functions)},
                     {"files", to_json(merged.files)},
                     {"modules", to_json(merged.modules)}});
}

}  // namespace jescope
