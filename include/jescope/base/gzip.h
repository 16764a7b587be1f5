// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace jescope {

// Returns `bytes` as one gzip member (RFC 1952) without a name or a time, so that
// equal bytes give equal members.
std::string gzip(std::string_view bytes);

// Returns `bytes` as a zlib stream (RFC 1950), as PDF holds them.
std::string zlib_stream(std::string_view bytes);

// Returns the CRC-32 of RFC 1952, as gzip members and PNG files hold it.
uint32_t crc32_of(std::string_view bytes);

}  // namespace jescope
