// SPDX-License-Identifier: Apache-2.0
#include "jescope/render/growth_line.h"

#include <fmt/format.h>

#include "jescope/model/readable_name.h"
#include "render/fit_name.h"
#include "render/signed_numbers.h"

namespace jescope {
namespace {

constexpr size_t kNameColumns = 48;

bool has_grown(const DiffRow& row) {
  return row.state == ChangeState::kGrown || row.state == ChangeState::kNew;
}

}  // namespace

std::string render_growth_line(const DiffTable& table, size_t most, ByteUnit unit) {
  std::string text = format_change(table.total.value(), table.metric, unit);
  size_t named = 0;
  for (const DiffRow& row : table.rows) {
    if (!has_grown(row) || named == most) continue;
    const std::string name = readable_name(table.frames[row.frame].name);
    text += fmt::format("{} {} {}", named == 0 ? ":" : ",", fit_name(name, kNameColumns),
                        format_change(row.change.value(), table.metric, unit));
    ++named;
  }
  return named == 0 ? text + ", nothing grew beyond noise" : text;
}

}  // namespace jescope
