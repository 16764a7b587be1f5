// SPDX-License-Identifier: Apache-2.0
//
// The style sheet and the script that every flame graph carries. Their sources
// are style.css and the *.js files beside it; cmake/Assets.cmake makes them part
// of the library.
#pragma once

#include <string_view>

namespace jescope {

// Returns the style sheet; safe within CDATA.
std::string_view flame_style_sheet();

// Returns the script without the declarations of `data` and `svg` it begins with; safe
// within CDATA.
std::string_view flame_script();

}  // namespace jescope
