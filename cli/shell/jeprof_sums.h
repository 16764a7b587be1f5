// SPDX-License-Identifier: Apache-2.0
//
// What jeprof says of the sums before an answer at its prompt.
#pragma once

#include <string>

#include "jescope/pipeline/request.h"
#include "jescope/pipeline/session.h"

namespace jescope {

// Returns the lines; bytes are in MB unless request.style.unit is bytes:
//
//   Total: 3.0 MB
//   After focusing on 'Cache|Index': 1.5 MB of 3.0 (50.0%)
//   After ignoring 'std::': 1.2 MB of 3.0 (40.0%)
std::string jeprof_sums(const ChoiceSums& sums, const Request& request);

}  // namespace jescope
