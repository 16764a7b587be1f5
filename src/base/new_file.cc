// SPDX-License-Identifier: Apache-2.0
#include "jescope/base/new_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace jescope {
namespace {

// mkostemp(3) puts others in the place of the last six letters.
const std::string& name_pattern() {
  static const std::string pattern = ".jescope." + std::string(6, 'X');
  return pattern;
}

}  // namespace

NewFile::NewFile(const std::string& folder)
    : path_(folder.empty() ? name_pattern() : folder + "/" + name_pattern()),
      descriptor_(::mkostemp(path_.data(), O_CLOEXEC)) {}

NewFile::~NewFile() {
  if (!is_open()) return;
  ::close(descriptor_);
  ::unlink(path_.c_str());
}

bool NewFile::rename_to(const std::string& path) {
  const int descriptor = descriptor_;
  descriptor_ = -1;
  const bool is_closed = ::close(descriptor) == 0;
  if (is_closed && std::rename(path_.c_str(), path.c_str()) == 0) return true;
  const int reason = errno;
  ::unlink(path_.c_str());
  errno = reason;
  return false;
}

}  // namespace jescope
