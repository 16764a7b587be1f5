// SPDX-License-Identifier: Apache-2.0
//
// The CRC32 by which .gnu_debuglink knows its file (zlib's polynomial).
#pragma once

#include <cstdint>
#include <optional>

namespace jescope {

// Returns the checksum of the whole file; nothing when it cannot be read.
std::optional<uint32_t> file_checksum(int descriptor);

}  // namespace jescope
