// SPDX-License-Identifier: Apache-2.0
//
// Numbers as jeprof's Unparse(), Units() and Percent() write them. Internal to
// `render`.
#pragma once

#include <cstdint>
#include <string>

#include "jescope/model/jeprof_words.h"
#include "jescope/model/values.h"

namespace jescope {

// Returns "1655088" for objects and plain bytes, else "1.6".
std::string jeprof_amount(int64_t value, Metric metric, JeprofUnit shown);

// Returns "objects", "B" or "MB".
std::string jeprof_unit(Metric metric, JeprofUnit shown);

// Returns "70.1%"; of nothing "nan", "+inf" or "-inf".
std::string jeprof_share(int64_t value, int64_t whole);

}  // namespace jescope
