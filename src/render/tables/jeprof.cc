// SPDX-License-Identifier: Apache-2.0
//
// As jeprof's PrintText() writes it:
//
//   Total: 2362359 B
//    1655088  70.1%  70.1%  1655088  70.1% malloc_usable_size
//
//   flat, its share, the shares so far, cumulative, its share, name
#include <fmt/format.h>

#include "jescope/base/printable.h"
#include "jescope/render/jeprof.h"

namespace jescope {

std::string render_jeprof_text(const JeprofTable& table, JeprofUnit shown, std::string_view whose) {
  const JeprofAmounts amounts{table.metric, shown};
  std::string text;
  if (table.total != 0) {
    text = fmt::format("Total{}: {} {}\n", whose, jeprof_amount(table.total, amounts),
                       jeprof_unit(amounts));
  }
  int64_t so_far = 0;
  for (const JeprofRow& row : table.rows) {
    so_far += row.flat;
    text += fmt::format("{:>8} {:>6} {:>6} {:>8} {:>6} {}\n", jeprof_amount(row.flat, amounts),
                        jeprof_share(row.flat, table.chosen), jeprof_share(so_far, table.chosen),
                        jeprof_amount(row.cumulative, amounts),
                        jeprof_share(row.cumulative, table.chosen), printable_text(row.name));
  }
  return text;
}

}  // namespace jescope
