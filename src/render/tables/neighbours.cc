// SPDX-License-Identifier: Apache-2.0
//
// Callers above, callees below, the function between them:
//
//    cum    cum%  self    function
//   40 MB  80.0%              serve
//   10 MB  20.0%              reload
//   50 MB 100.0%  10 MB   Cache::insert
//   40 MB  80.0%              Arena::grow
#include <fmt/format.h>

#include "jescope/render/tables.h"
#include "render/numbers.h"
#include "render/tables/rows_json.h"
#include "render/text_table.h"

namespace jescope {
namespace {

constexpr std::string_view kNeighbourIndent = "    ";

class PeekWriter {
 public:
  PeekWriter(const NeighbourList& list, ByteUnit unit) : list_(list), unit_(unit) {}

  TextTable run() {
    table_.header = {"cum", "cum%", "self", std::string(granularity_name(list_.granularity))};
    for (const Neighbourhood& function : list_.functions) add(function);
    return std::move(table_);
  }

 private:
  void add(const Neighbourhood& function) {
    if (!table_.rows.empty()) table_.rows.push_back({{"", "", "", ""}});
    for (const Neighbour& caller : function.callers) add(caller);
    table_.rows.push_back({{value(function.cumulative), share(function.cumulative),
                            value(function.self), function.name},
                           "",
                           Emphasis::kStrong});
    for (const Neighbour& callee : function.callees) add(callee);
  }

  void add(const Neighbour& neighbour) {
    table_.rows.push_back(
        {{value(neighbour.estimate), share(neighbour.estimate), "", neighbour.name},
         std::string(kNeighbourIndent)});
  }

  std::string value(const Estimate& estimate) const {
    return format_value(estimate.value, list_.metric, unit_);
  }
  std::string share(const Estimate& estimate) const {
    return format_percent(static_cast<double>(estimate.value),
                          static_cast<double>(list_.whole.value));
  }

  const NeighbourList& list_;
  const ByteUnit unit_;
  TextTable table_;
};

Json neighbours_json(const std::vector<Neighbour>& neighbours) {
  Json rows = Json::array();
  for (const Neighbour& neighbour : neighbours) {
    rows.push_back({{"name", neighbour.name},
                    {"value", neighbour.estimate.value},
                    {"sigma", plain_sigma(neighbour.estimate)}});
  }
  return rows;
}

std::string to_json(const NeighbourList& list) {
  Json rows = Json::array();
  for (const Neighbourhood& function : list.functions) {
    Json json = {{"name", function.name}};
    add_sums(json, function.self, function.cumulative);
    json["callers"] = neighbours_json(function.callers);
    json["callees"] = neighbours_json(function.callees);
    rows.push_back(std::move(json));
  }
  return write_rows({{"schema", "jescope/peek/1"},
                     {"metric", metric_name(list.metric)},
                     {"granularity", granularity_name(list.granularity)}},
                    list.total, 0, std::move(rows));
}

std::string to_csv(const NeighbourList& list) {
  std::string text = csv_row({"function", "relation", "name", "value", "sigma"});
  const auto add = [&](const std::string& of, const char* relation, const std::string& name,
                       const Estimate& estimate) {
    text += csv_row({of, relation, name, std::to_string(estimate.value),
                     std::to_string(plain_sigma(estimate))});
  };
  for (const Neighbourhood& function : list.functions) {
    add(function.name, "self", function.name, function.self);
    add(function.name, "cumulative", function.name, function.cumulative);
    for (const Neighbour& n : function.callers) add(function.name, "caller", n.name, n.estimate);
    for (const Neighbour& n : function.callees) add(function.name, "callee", n.name, n.estimate);
  }
  return text;
}

}  // namespace

std::string render_neighbours(const NeighbourList& list, const TableStyle& style) {
  if (style.format == TableFormat::kJson) return to_json(list);
  if (style.format == TableFormat::kCsv) return to_csv(list);
  return write_table(PeekWriter(list, style.unit).run(), style);
}

}  // namespace jescope
