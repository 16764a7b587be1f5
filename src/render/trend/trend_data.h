// SPDX-License-Identifier: Apache-2.0
//
// A trend for programs. Internal to `render`.
#pragma once

#include <string>

#include "jescope/summarize/trend.h"

namespace jescope {

// JSON of schema "jescope/trend/1".
std::string trend_json(const Trend& trend);

// One line a row.
std::string trend_csv(const Trend& trend);

}  // namespace jescope
