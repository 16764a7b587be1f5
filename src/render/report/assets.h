// SPDX-License-Identifier: Apache-2.0
//
// The style sheet and the script of the report page. Their sources are style.css
// and the *.js files beside it; cmake/Assets.cmake makes them part of the
// library.
#pragma once

#include <string_view>

namespace jescope {

std::string_view report_style_sheet();
std::string_view report_script();

}  // namespace jescope
