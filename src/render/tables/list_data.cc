// SPDX-License-Identifier: Apache-2.0
//
//   {"schema": "jescope/list/1", "metric": "inuse_space", "is_change": false,
//    "total": 4096, "total_sigma": 0, "rows_left_out": 0,
//    "rows": [{"name": "f", "file": "/src/a.cc", "module": "/opt/app",
//              "source": "src/a.cc", "self": 64, ...,
//              "lines": [{"line": 12, "self": 64, ..., "text": "  g();"}]}]}
//
// "source" is the file that was read, empty where none was; "text" is there
// where the file has the line.
#include "render/tables/list_data.h"

#include "render/numbers.h"
#include "render/tables/rows_json.h"
#include "render/text_table.h"

namespace jescope {
namespace {

Json line_json(const ListedFunction& function, const ListedLine& line) {
  Json json = {{"line", line.number}};
  add_sums(json, line.self, line.cumulative);
  const bool has_text = !function.source.empty() && line.number != 0 && !line.is_beyond_end;
  if (has_text) json["text"] = line.text;
  return json;
}

std::string line_csv(const ListedFunction& function, const ListedLine& line) {
  return csv_row({function.name, function.file, std::to_string(line.number), function.module,
                  std::to_string(line.self.value), std::to_string(plain_sigma(line.self)),
                  std::to_string(line.cumulative.value),
                  std::to_string(plain_sigma(line.cumulative)), line.text});
}

// A function of which no line is known.
ListedLine whole(const ListedFunction& function) {
  return {0, function.self, function.cumulative};
}

Json function_json(const ListedFunction& function) {
  Json lines = Json::array();
  for (const ListedLine& line : function.lines) lines.push_back(line_json(function, line));
  Json json = {{"name", function.name},
               {"file", function.file},
               {"module", function.module},
               {"source", function.source}};
  add_sums(json, function.self, function.cumulative);
  json["lines"] = std::move(lines);
  return json;
}

}  // namespace

std::string source_list_json(const SourceList& list) {
  Json rows = Json::array();
  for (const ListedFunction& function : list.functions) rows.push_back(function_json(function));
  return write_rows({{"schema", "jescope/list/1"},
                     {"metric", metric_name(list.metric)},
                     {"is_change", list.is_change}},
                    list.total, list.functions_left_out, std::move(rows));
}

std::string source_list_csv(const SourceList& list) {
  std::string text = csv_row({"name", "file", "line", "module", "self", "self_sigma", "cumulative",
                              "cumulative_sigma", "source"});
  for (const ListedFunction& function : list.functions) {
    if (function.lines.empty()) text += line_csv(function, whole(function));
    for (const ListedLine& line : function.lines) {
      if (line.has_numbers()) text += line_csv(function, line);
    }
  }
  return text;
}

}  // namespace jescope
