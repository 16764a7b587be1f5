// SPDX-License-Identifier: Apache-2.0
//
// Build-ids as text, and the place where a system keeps the debug file of one:
// DIR/.build-id/2f/a1c0....debug for build-id 2fa1c0....
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jescope {

// Returns lower-case hex; empty when there are more than 64 bytes: linkers write
// 8 to 32.
std::string build_id_text(const void* bytes, size_t length);

// Returns the path in `debug_dir`; empty when `build_id` is too short to have one.
std::string build_id_path(std::string_view debug_dir, std::string_view build_id);

}  // namespace jescope
