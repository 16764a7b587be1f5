// SPDX-License-Identifier: Apache-2.0
//
// One function's name in the forms that symbolizers give it.
#pragma once

#include <string>
#include <string_view>

namespace jescope::testing {

// Returns `name` without what compilers and linkers append to copies and parts
// of a function: "grow(int) [clone .cold]", "grow.part.0", "read@@GLIBC_2.2.5".
std::string without_clone(std::string_view name);

// Returns the name alone: "grow" of "void app::Pool<int>::grow(int) const".
std::string short_name(std::string_view name);

}  // namespace jescope::testing
