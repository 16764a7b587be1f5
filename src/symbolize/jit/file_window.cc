// SPDX-License-Identifier: Apache-2.0
//
// Keeps the last block that was read.
#include "symbolize/jit/file_window.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace jescope {
namespace {

constexpr size_t kBlockBytes = size_t{1} << 18;

std::string read_at(int descriptor, uint64_t position, size_t length_bytes) {
  std::string bytes(length_bytes, '\0');
  size_t done = 0;
  while (done < length_bytes) {
    const ssize_t got = ::pread(descriptor, bytes.data() + done, length_bytes - done,
                                static_cast<off_t>(position + done));
    if (got <= 0) break;
    done += static_cast<size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

}  // namespace

FileWindow::FileWindow(int descriptor) : descriptor_(descriptor) {
  struct stat status = {};
  if (::fstat(descriptor, &status) == 0) size_bytes_ = static_cast<uint64_t>(status.st_size);
}

std::string_view FileWindow::at(uint64_t position, size_t most_bytes) {
  if (position >= size_bytes_) return {};
  const uint64_t left_bytes = size_bytes_ - position;
  const auto wanted = static_cast<size_t>(std::min<uint64_t>(most_bytes, left_bytes));
  const bool is_here = position >= start_ && position + wanted <= start_ + block_.size();
  if (!is_here) {
    const auto block_bytes =
        static_cast<size_t>(std::min<uint64_t>(std::max(wanted, kBlockBytes), left_bytes));
    block_ = read_at(descriptor_, position, block_bytes);
    start_ = position;
  }
  return std::string_view(block_).substr(position - start_, wanted);
}

}  // namespace jescope
