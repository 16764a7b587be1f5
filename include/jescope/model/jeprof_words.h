// SPDX-License-Identifier: Apache-2.0
//
// Choices that only jeprof's reports know.
#pragma once

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

}  // namespace jescope
