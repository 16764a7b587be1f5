// SPDX-License-Identifier: Apache-2.0
//
// As jeprof's PrintText() writes it, for scripts that take it apart:
//
//   Total: 2362359 B
//    1655088  70.1%  70.1%  1655088  70.1% malloc_usable_size
//
//   flat, its share, the shares so far, cumulative, its share, name
#include <fmt/format.h>

#include "jescope/base/printable.h"
#include "jescope/render/tables.h"

namespace jescope {
namespace {

constexpr double kMegabyte = 1024.0 * 1024.0;

std::string amount(int64_t value, Unit unit, JeprofUnit shown) {
  if (unit == Unit::kObjects || shown == JeprofUnit::kBytes) return std::to_string(value);
  return fmt::format("{:.1f}", static_cast<double>(value) / kMegabyte);
}

std::string unit_name(Unit unit, JeprofUnit shown) {
  if (unit == Unit::kObjects) return "objects";
  return shown == JeprofUnit::kBytes ? "B" : "MB";
}

std::string share(int64_t value, int64_t whole) {
  if (whole != 0) {
    return fmt::format("{:.1f}%", 100.0 * static_cast<double>(value) / static_cast<double>(whole));
  }
  if (value == 0) return "nan";
  return value > 0 ? "+inf" : "-inf";
}

}  // namespace

std::string render_jeprof(const JeprofTable& table, JeprofUnit shown) {
  const Unit unit = unit_of(table.metric);
  std::string text;
  if (table.total != 0) {
    text = fmt::format("Total: {} {}\n", amount(table.total, unit, shown), unit_name(unit, shown));
  }
  int64_t so_far = 0;
  for (const JeprofRow& row : table.rows) {
    so_far += row.flat;
    text += fmt::format("{:>8} {:>6} {:>6} {:>8} {:>6} {}\n", amount(row.flat, unit, shown),
                        share(row.flat, table.chosen), share(so_far, table.chosen),
                        amount(row.cumulative, unit, shown), share(row.cumulative, table.chosen),
                        printable_text(row.name));
  }
  return text;
}

}  // namespace jescope
