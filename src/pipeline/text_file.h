// SPDX-License-Identifier: Apache-2.0
//
// Small files of the user's own: rules, budgets, suppressions. Internal to
// `pipeline`.
#pragma once

#include <string>

#include "jescope/base/result.h"

namespace jescope {

// Returns the text of the regular file at `path`, at most 16 MiB.
Result<std::string> read_text_file(const std::string& path);

}  // namespace jescope
