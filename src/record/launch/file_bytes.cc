// SPDX-License-Identifier: Apache-2.0
#include "record/launch/file_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace jescope {

FileBytes::FileBytes(const std::string& path)
    : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {
  if (descriptor_ < 0) return;
  struct stat status = {};
  if (::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode)) {
    size_ = static_cast<uint64_t>(status.st_size);
    return;
  }
  ::close(descriptor_);
  descriptor_ = -1;
  errno = EACCES;  // what execve(2) says of what is no file
}

FileBytes::~FileBytes() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::string FileBytes::read(uint64_t at, size_t most) const {
  if (at >= size_) return {};
  std::string bytes(static_cast<size_t>(std::min<uint64_t>(most, size_ - at)), '\0');
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::pread(descriptor_, bytes.data() + done, bytes.size() - done,
                                static_cast<off_t>(at + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    done += static_cast<size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

std::string FileBytes::text(uint64_t at, size_t most) const {
  std::string bytes = read(at, most);
  bytes.resize(std::min(bytes.find('\0'), bytes.size()));
  return bytes;
}

}  // namespace jescope
