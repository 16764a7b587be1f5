// SPDX-License-Identifier: Apache-2.0
//
//    before     after    change  change%  ± sigma  growth%   state  function
//   1.5 MiB   3.0 MiB  +1.5 MiB  +100.0%  0.1 MiB    75.0%   grown  Cache::insert
//   0.5 MiB       0 B  -0.5 MiB  -100.0%        -        -    gone  load
//   2.0 MiB   3.5 MiB  +1.5 MiB   +75.0%  0.1 MiB        -   grown  total
//   … 12 more change it by +0.5 MiB; -n 0 shows all
//
// Of a whole stack, the callers stand below the function that allocated.
#include "render/compare/diff.h"

#include <fmt/format.h>

#include "jescope/render/comparisons.h"
#include "render/numbers.h"
#include "render/signed_numbers.h"

namespace jescope {
namespace {

constexpr std::string_view kCallerLead = "  ";

Emphasis emphasis_of(ChangeState state) {
  switch (state) {
    case ChangeState::kNew:
    case ChangeState::kGrown: return Emphasis::kGrown;
    case ChangeState::kGone:
    case ChangeState::kShrunk: return Emphasis::kShrunk;
    case ChangeState::kNoise: break;
  }
  return Emphasis::kFaint;
}

std::string share_text(const std::optional<double>& share) {
  return share ? format_percent(*share, 1) : "-";
}

std::vector<std::string> change_cells(const DiffTable& diff, const Change& change, ByteUnit unit) {
  const auto value = [&](int64_t v) { return format_value(v, diff.metric, unit); };
  return {value(change.before.value), value(change.after.value),
          format_change(change.value(), diff.metric, unit), format_change_percent(change),
          format_sigma(as_estimate(change), diff.metric, unit)};
}

// Adds the callers of a stack, each on a line of its own.
void add_callers(const DiffTable& diff, const DiffRow& row, TextTable& table) {
  for (size_t i = 1; i < row.stack.size(); ++i) {
    TableRow caller;
    caller.cells.assign(table.header.size(), "");
    caller.cells.back() = diff.frames[row.stack[i]].name;
    caller.lead = kCallerLead;
    caller.emphasis = Emphasis::kFaint;
    table.rows.push_back(std::move(caller));
  }
}

TextTable text_table(const DiffTable& diff, ByteUnit unit) {
  TextTable table;
  table.header = diff_header(diff);
  for (const DiffRow& row : diff.rows) {
    table.rows.push_back(diff_row(diff, row, diff.frames[row.frame].name, unit));
    add_callers(diff, row, table);
  }
  table.rows.push_back(diff_total(diff, unit));
  return table;
}

std::string to_text(const DiffTable& diff, const TableStyle& style) {
  const std::string footer = diff_left_out(diff, style.unit);
  return write_table(text_table(diff, style.unit), style) + write_footer(footer, style);
}

}  // namespace

std::vector<std::string> diff_header(const DiffTable& diff) {
  const std::string name = diff.by == DiffRows::kStacks
                               ? "stack, innermost first"
                               : std::string(granularity_name(diff.granularity));
  return {"before", "after", "change", "change%", "± sigma", "growth%", "state", name};
}

TableRow diff_row(const DiffTable& diff, const DiffRow& row, std::string name, ByteUnit unit) {
  TableRow line;
  line.cells = change_cells(diff, row.change, unit);
  line.cells.push_back(share_text(row.growth_share));
  line.cells.emplace_back(state_name(row.state));
  line.cells.push_back(std::move(name));
  line.emphasis = emphasis_of(row.state);
  return line;
}

TableRow diff_total(const DiffTable& diff, ByteUnit unit) {
  DiffRow total;
  total.change = diff.total;
  total.state = state_of(diff.total);
  TableRow line = diff_row(diff, total, "total", unit);
  line.emphasis = Emphasis::kStrong;
  return line;
}

std::string diff_left_out(const DiffTable& diff, ByteUnit unit) {
  if (diff.rows_left_out == 0) return {};
  const std::string rows = format_count(static_cast<int64_t>(diff.rows_left_out));
  if (!diff.left_out) return fmt::format("… {} more; -n 0 shows all", rows);
  return fmt::format("… {} more change it by {}; -n 0 shows all", rows,
                     format_change(diff.left_out->value(), diff.metric, unit));
}

std::string render_diff(const DiffTable& table, const TableStyle& style) {
  switch (style.format) {
    case TableFormat::kJson: return diff_json(table);
    case TableFormat::kCsv: return diff_csv(table);
    case TableFormat::kMarkdown: return diff_markdown(table, style);
    case TableFormat::kText: break;
  }
  return to_text(table, style);
}

}  // namespace jescope
