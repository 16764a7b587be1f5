// SPDX-License-Identifier: Apache-2.0
#include "record/launch/recorder_library.h"

namespace jescope {

std::string_view recorder_library(Architecture) {
  return {};
}

}  // namespace jescope
