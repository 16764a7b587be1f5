// SPDX-License-Identifier: Apache-2.0
//
// What the JSON of `list` and of `disasm` have alike:
//
//   {"schema": "jescope/list/1", "metric": "inuse_space", "is_change": false,
//    "total": 4096, "total_sigma": 0, "rows_left_out": 0, "rows": [...]}
//
// Internal to `render`.
#pragma once

#include <cstddef>
#include <string>

#include "jescope/model/values.h"
#include "render/json.h"

namespace jescope {

struct ListingHead {
  const char* schema = "";
  Metric metric = Metric::kInuseSpace;
  bool is_change = false;
  Estimate total;
  size_t rows_left_out = 0;
};

// Returns the whole document.
std::string write_listing(const ListingHead& head, Json rows);

// Adds "self", "self_sigma", "cumulative" and "cumulative_sigma".
void add_sums(Json& json, const Estimate& self, const Estimate& cumulative);

}  // namespace jescope
