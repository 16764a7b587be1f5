// SPDX-License-Identifier: Apache-2.0
//
// The editing library's characters. They are of Unicode whatever the locale is,
// so that names keep their letters where there are no locales.
#pragma once

#include <string>
#include <string_view>

namespace jescope {

std::wstring to_wide(std::string_view text);
std::string to_utf8(std::wstring_view text);

}  // namespace jescope
