// SPDX-License-Identifier: Apache-2.0
//
//      self  self%   run%      cum   cum%  ± sigma  function
//   1.5 MiB  60.0%  60.0%  1.5 MiB  60.0%  0.1 MiB  Cache::insert
//   0.5 MiB  20.0%  80.0%  2.5 MiB 100.0%  0.1 MiB  main
//   … 12 more hold 512.0 KiB (20.0%); -n 0 shows all
#include <fmt/format.h>

#include "jescope/render/tables.h"
#include "render/numbers.h"
#include "render/tables/rows_json.h"
#include "render/text_table.h"

namespace jescope {
namespace {

const Estimate& ranked(const TopTable& table, const TopRow& row) {
  return table.order == TopOrder::kCumulative ? row.cumulative : row.self;
}

TextTable make_table(const TopTable& top, ByteUnit unit) {
  const auto total = static_cast<double>(top.whole.value);
  const auto value = [&](const Estimate& e) { return format_value(e.value, top.metric, unit); };
  const auto share = [&](double part) { return format_percent(part, total); };
  TextTable table;
  table.header = {"self",
                  "self%",
                  "run%",
                  "cum",
                  "cum%",
                  "± sigma",
                  std::string(granularity_name(top.granularity))};
  double running = 0;
  for (const TopRow& row : top.rows) {
    running += static_cast<double>(row.self.value);
    table.rows.push_back(
        {{value(row.self), share(static_cast<double>(row.self.value)), share(running),
          value(row.cumulative), share(static_cast<double>(row.cumulative.value)),
          format_sigma(ranked(top, row), top.metric, unit), row.name}});
  }
  return table;
}

std::string left_out_line(const TopTable& top, const TableStyle& style) {
  if (top.rows_left_out == 0) return {};
  const double share = static_cast<double>(top.self_left_out.value);
  return fmt::format("… {} more hold {} ({}) themselves; -n 0 shows all\n",
                     format_count(static_cast<int64_t>(top.rows_left_out)),
                     format_value(top.self_left_out.value, top.metric, style.unit),
                     format_percent(share, static_cast<double>(top.whole.value)));
}

std::string to_json(const TopTable& top) {
  Json rows = Json::array();
  for (const TopRow& row : top.rows) {
    Json json = {
        {"name", row.name}, {"file", row.file}, {"line", row.line}, {"module", row.module}};
    add_sums(json, row.self, row.cumulative);
    rows.push_back(std::move(json));
  }
  return write_rows({{"schema", "jescope/top/1"},
                     {"metric", metric_name(top.metric)},
                     {"granularity", granularity_name(top.granularity)}},
                    top.total, top.rows_left_out, std::move(rows));
}

std::string to_csv(const TopTable& top) {
  std::string text = csv_row(
      {"name", "file", "line", "module", "self", "self_sigma", "cumulative", "cumulative_sigma"});
  for (const TopRow& row : top.rows) {
    text += csv_row({row.name, row.file, std::to_string(row.line), row.module,
                     std::to_string(row.self.value), std::to_string(plain_sigma(row.self)),
                     std::to_string(row.cumulative.value),
                     std::to_string(plain_sigma(row.cumulative))});
  }
  return text;
}

}  // namespace

std::string render_top(const TopTable& table, const TableStyle& style) {
  switch (style.format) {
    case TableFormat::kJson: return to_json(table);
    case TableFormat::kCsv: return to_csv(table);
    case TableFormat::kText:
    case TableFormat::kMarkdown: break;
  }
  return write_table(make_table(table, style.unit), style) +
         write_footer(left_out_line(table, style), style);
}

}  // namespace jescope
