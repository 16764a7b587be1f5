// SPDX-License-Identifier: Apache-2.0
#include "render/tables/rows_json.h"

#include <utility>

#include "render/numbers.h"

namespace jescope {

std::string write_rows(Json head, const Estimate& total, size_t rows_left_out, Json rows) {
  head["total"] = total.value;
  head["total_sigma"] = plain_sigma(total);
  head["rows_left_out"] = rows_left_out;
  head["rows"] = std::move(rows);
  return write_json(head);
}

void add_sums(Json& json, const Estimate& self, const Estimate& cumulative) {
  json["self"] = self.value;
  json["self_sigma"] = plain_sigma(self);
  json["cumulative"] = cumulative.value;
  json["cumulative_sigma"] = plain_sigma(cumulative);
}

}  // namespace jescope
