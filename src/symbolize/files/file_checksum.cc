// SPDX-License-Identifier: Apache-2.0
//
// Reads the file in blocks, without moving the descriptor's position: libelf
// shares it.
#include "symbolize/files/file_checksum.h"

#include <unistd.h>
#include <zlib.h>

#include <vector>

namespace jescope {
namespace {

constexpr size_t kBlockBytes = size_t{1} << 18;

}  // namespace

std::optional<uint32_t> file_checksum(int descriptor) {
  std::vector<unsigned char> block(kBlockBytes);
  uLong checksum = crc32(0, nullptr, 0);
  off_t offset = 0;
  while (true) {
    const ssize_t got = ::pread(descriptor, block.data(), block.size(), offset);
    if (got < 0) return std::nullopt;
    if (got == 0) return static_cast<uint32_t>(checksum);
    checksum = crc32(checksum, block.data(), static_cast<uInt>(got));
    offset += got;
  }
}

}  // namespace jescope
