// SPDX-License-Identifier: Apache-2.0
//
// Cuts a name to a width, giving up first what tells a reader least:
//
//   char* ns::Map<int, std::less<int>>::find<int>(int) const  the whole name
//   ns::Map<int, std::less<int>>::find<int>                   parameters, result
//   ns::Map::find                                             template arguments
//   Map::find                                                 outer namespaces
//   M…p::find                                                 the class's middle
//   find                                                      the class
//   f…nd                                                      its middle
//
// flame/fit.js does the same in the browser.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/utf8.h"

namespace jescope {

// Returns `name` and its shorter forms, longest first, as in the picture above
// without those that end in a cut.
std::vector<std::string> shorter_names(std::string_view name);

// Returns `text` with its middle replaced by "…", at most `columns` wide; more
// of the end is kept than of the beginning.
std::string cut_middle(std::string_view text, size_t columns);

// Returns the longest form of `name` that fits; empty where so little would fit
// that it tells nothing.
std::string fit_name(std::string_view name, size_t columns);

}  // namespace jescope
