// SPDX-License-Identifier: Apache-2.0
//
// Looks at a file before it is opened, for opening a device may do something;
// then opens it without waiting and looks again, so that the file that was
// checked is the file that is read.
#include "symbolize/files/open_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>

#include "symbolize/files/path_in_root.h"

namespace jescope {
namespace {

Error unreadable(const std::string& path, std::string message) {
  return Error{ErrorCode::kUnreadable, path, std::move(message), {}};
}

Error cannot_open(const std::string& path, int error) {
  if (error == ENOENT || error == ENOTDIR) return unreadable(path, "not found here");
  return unreadable(path, "not readable: " + std::generic_category().message(error));
}

int open_anywhere(const std::string& path, const std::string& root, int flags) {
  return root.empty() ? ::open(path.c_str(), flags) : open_in_root(root, path, flags);
}

// Opens for reading what `handle` stands for; without /proc, what the path leads to now.
FileDescriptor reopen(const FileDescriptor& handle, const std::string& path,
                      const std::string& root) {
  constexpr int kFlags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  const std::string link = "/proc/self/fd/" + std::to_string(handle.number());
  FileDescriptor file(::open(link.c_str(), kFlags));
  if (file.is_open() || errno != ENOENT) return file;
  return FileDescriptor(open_anywhere(path, root, kFlags));
}

// No file that is read here does; a hole does.
bool begins_with_zeros(const FileDescriptor& file) {
  std::array<char, 4> bytes = {};
  return ::pread(file.number(), bytes.data(), bytes.size(), 0) <= 0 ||
         std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte == 0; });
}

// Debug files have a few gigabytes. Of a file that is mostly a hole, a reader
// would allocate what nobody stored; compressing file systems store a tenth.
bool is_too_large(const FileDescriptor& file, const struct stat& status) {
  constexpr uint64_t kMostBytes = uint64_t{16} << 30;
  constexpr uint64_t kMostRatio = 64;
  constexpr uint64_t kForSmallFiles = uint64_t{16} << 20;
  constexpr uint64_t kBytesPerBlock = 512;
  const auto bytes = static_cast<uint64_t>(status.st_size);
  const auto stored = static_cast<uint64_t>(status.st_blocks) * kBytesPerBlock;
  if (bytes > kMostBytes) return true;
  if (bytes <= kForSmallFiles) return false;
  if (stored == 0) return begins_with_zeros(file);  // some file systems do not say
  return bytes > kForSmallFiles + kMostRatio * stored;
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (is_open()) ::close(number_);
}

Result<FileDescriptor> open_regular_file(const std::string& path, const std::string& root) {
  if (path.empty()) return unreadable(path, "not found here");
  struct stat status = {};
  const FileDescriptor handle(open_anywhere(path, root, O_PATH | O_CLOEXEC));
  if (!handle.is_open() || ::fstat(handle.number(), &status) != 0) return cannot_open(path, errno);
  if (!S_ISREG(status.st_mode)) return unreadable(path, "not a regular file");
  FileDescriptor file = reopen(handle, path, root);
  if (!file.is_open()) return cannot_open(path, errno);
  if (::fstat(file.number(), &status) != 0) return cannot_open(path, errno);
  if (!S_ISREG(status.st_mode)) return unreadable(path, "not a regular file");
  if (is_too_large(file, status)) return unreadable(path, "too large, or mostly a hole");
  return file;
}

bool is_regular_file(const std::string& path, const std::string& root) {
  return open_regular_file(path, root).ok();
}

}  // namespace jescope
