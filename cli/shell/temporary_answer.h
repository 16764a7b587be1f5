// SPDX-License-Identifier: Apache-2.0
//
// An answer as a file that other programs open.
#pragma once

#include <string>
#include <string_view>

#include "jescope/base/result.h"

namespace jescope {

// Writes `bytes` to a new file in `folder` that only its user can read, under a
// name that nobody can foresee and that ends in `ending`. Returns its path. It
// stays: the program that opens it may read it later.
Result<std::string> write_temporary(const std::string& folder, std::string_view ending,
                                    std::string_view bytes);

}  // namespace jescope
