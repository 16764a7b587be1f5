// SPDX-License-Identifier: Apache-2.0
//
// What was found, in words. Internal to `summarize`.
#pragma once

#include <string>

#include "jescope/summarize/gates.h"

namespace jescope {

// A change by name, and what its percentage relates to.
struct NamedChange {
  std::string name;  // "total", "Cache::insert"
  Change change;
  int64_t base = 0;
};

// Returns "1.5 MiB" or "1,234".
std::string amount_text(int64_t amount, Metric metric);

// Returns "total grew by 12.0 MiB (8.1%, ± 1.2 MiB)"; without what is unknown,
// and "total did not grow" where that is so.
std::string growth_text(const NamedChange& named, Metric metric);

}  // namespace jescope
