// SPDX-License-Identifier: Apache-2.0
//
// The library libjescope_record.so of each architecture, as a file's bytes within this
// program. Internal to `record`.
#pragma once

#include <string_view>

#include "jescope/record/architecture.h"

namespace jescope {

// Returns the bytes of the library; empty: this program was built without it.
std::string_view recorder_library(Architecture architecture);

}  // namespace jescope
