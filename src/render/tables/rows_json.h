// SPDX-License-Identifier: Apache-2.0
//
// What the JSON of tables of one profile has alike:
//
//   {"schema": "jescope/top/1", "metric": "inuse_space", "granularity": "function",
//    "total": 4096, "total_sigma": 0, "rows_left_out": 0, "rows": [...]}
//
// Internal to `render`.
#pragma once

#include <cstddef>
#include <string>

#include "jescope/model/values.h"
#include "render/json.h"

namespace jescope {

// Returns the document: the fields of `head`, those of the total, the rows.
std::string write_rows(Json head, const Estimate& total, size_t rows_left_out, Json rows);

// Adds "self", "self_sigma", "cumulative" and "cumulative_sigma".
void add_sums(Json& json, const Estimate& self, const Estimate& cumulative);

}  // namespace jescope
