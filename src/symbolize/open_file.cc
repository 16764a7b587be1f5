// SPDX-License-Identifier: Apache-2.0
//
// Opens without waiting, then looks at what was opened, so that the file that
// was checked is the file that is read.
#include "symbolize/open_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "symbolize/path_in_root.h"

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
  FileDescriptor file(open_anywhere(path, root, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!file.is_open()) return cannot_open(path, errno);
  struct stat status = {};
  if (::fstat(file.number(), &status) != 0) return cannot_open(path, errno);
  if (!S_ISREG(status.st_mode)) return unreadable(path, "not a regular file");
  return file;
}

bool is_regular_file(const std::string& path, const std::string& root) {
  return open_regular_file(path, root).ok();
}

}  // namespace jescope
