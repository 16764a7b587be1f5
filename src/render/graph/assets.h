// SPDX-License-Identifier: Apache-2.0
//
// The style sheet and the script that every call graph carries. Their sources
// are style.css and the *.js files beside it; cmake/Assets.cmake makes them part
// of the library.
#pragma once

#include <string_view>

namespace jescope {

// Both are safe within CDATA.
std::string_view graph_style_sheet();
std::string_view graph_script();

}  // namespace jescope
