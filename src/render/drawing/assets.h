// SPDX-License-Identifier: Apache-2.0
//
// The *.glyphs files beside this one, made part of the library by cmake/Assets.cmake.
#pragma once

#include <string_view>

namespace jescope {

std::string_view sans_glyphs();
std::string_view sans_bold_glyphs();
std::string_view mono_bold_glyphs();

}  // namespace jescope
