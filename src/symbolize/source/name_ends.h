// SPDX-License-Identifier: Apache-2.0
//
// The ends of a path, by which a file is looked for below a folder. Internal to
// `symbolize`.
#pragma once

#include <string>
#include <vector>

namespace jescope {

// Returns the ends of `path`, longest first:
//
//   /build/../x/./a.cc  ->  x/a.cc, a.cc
//
// None holds a "..". Of a very deep path only the last folders count.
std::vector<std::string> name_ends(const std::string& path);

}  // namespace jescope
