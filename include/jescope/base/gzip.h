// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns `bytes` as one gzip member (RFC 1952) without a name or a time, so that
// equal bytes give equal members.
std::string gzip(std::string_view bytes);

}  // namespace jescope
