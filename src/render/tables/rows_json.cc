// SPDX-License-Identifier: Apache-2.0
#include "render/tables/listing_json.h"

#include <utility>

#include "render/numbers.h"

namespace jescope {

std::string write_listing(const ListingHead& head, Json rows) {
  return write_json({{"schema", head.schema},
                     {"metric", metric_name(head.metric)},
                     {"is_change", head.is_change},
                     {"total", head.total.value},
                     {"total_sigma", plain_sigma(head.total)},
                     {"rows_left_out", head.rows_left_out},
                     {"rows", std::move(rows)}});
}

void add_sums(Json& json, const Estimate& self, const Estimate& cumulative) {
  json["self"] = self.value;
  json["self_sigma"] = plain_sigma(self);
  json["cumulative"] = cumulative.value;
  json["cumulative_sigma"] = plain_sigma(cumulative);
}

}  // namespace jescope
