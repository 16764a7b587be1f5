// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns `bytes` in base64 (RFC 4648), padded. Internal to `fetch`.
std::string base64(std::string_view bytes);

}  // namespace jescope
