// SPDX-License-Identifier: Apache-2.0
//
// The style sheet and the script of the page. Their sources are style.css and
// open.js beside it; cmake/Assets.cmake makes them part of the library.
#pragma once

#include <string_view>

namespace jescope {

std::string_view code_page_style_sheet();
std::string_view code_page_script();

}  // namespace jescope
