// SPDX-License-Identifier: Apache-2.0
//
// How long a name may be. Whoever writes a file chooses its names, and one name
// is shown in many places; nobody reads more of it than this.
#pragma once

#include <cstddef>
#include <string_view>

namespace jescope {

inline constexpr size_t kMostNameBytes = size_t{1} << 14;

// Returns the beginning of `name`, or all of it.
inline std::string_view cut_name(std::string_view name) {
  return name.substr(0, kMostNameBytes);
}

}  // namespace jescope
