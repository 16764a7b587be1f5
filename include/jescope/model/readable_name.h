// SPDX-License-Identifier: Apache-2.0
//
// C++ names with what everybody knows left out: what tables print, and what a
// user may paste back.
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns `name` as a person would write it: std::string for its long form, and
// without the standard containers' default arguments:
//
//   std::vector<int, std::allocator<int> >::push_back   std::vector<int>::push_back
//   std::map<K, V, std::less<K>, std::allocator<P> >    std::map<K, V>
//
// Arguments that are not the defaults, as another allocator, stay.
std::string readable_name(std::string_view name);

}  // namespace jescope
