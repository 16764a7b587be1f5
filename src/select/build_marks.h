// SPDX-License-Identifier: Apache-2.0
//
// What compilers put into names that changes from build to build. Internal to
// `select`.
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns `name` without hashes, the marks of clones, numbers of lambdas and of
// what has no name, and ABI tags. Everything else stays as it is.
std::string without_build_marks(std::string_view name);

}  // namespace jescope
