// SPDX-License-Identifier: Apache-2.0
//
// Choices that only jeprof's reports know, and numbers as jeprof's Unparse(), Units()
// and Percent() write them.
#pragma once

#include <cstdint>
#include <string>

#include "jescope/model/values.h"

namespace jescope {

// How much of jeprof's ways is wanted where they are wrong.
enum class JeprofNames {
  kRight,  // short_name()
  kExact,  // jeprof_short_name()
};

// How bytes are shown.
enum class JeprofUnit {
  kMegabytes,  // of 1,048,576 bytes, one decimal
  kBytes,      // --show_bytes
};

// What numbers are of, and how they are shown.
struct JeprofAmounts {
  Metric metric = Metric::kInuseSpace;
  JeprofUnit bytes = JeprofUnit::kMegabytes;
};

// Returns "1655088" for objects and plain bytes, else "1.6".
std::string jeprof_amount(int64_t value, const JeprofAmounts& amounts);

// Returns "objects", "B" or "MB".
std::string jeprof_unit(const JeprofAmounts& amounts);

// Returns "70.1%"; of nothing "nan", "+inf" or "-inf".
std::string jeprof_share(int64_t value, int64_t whole);

}  // namespace jescope
