// SPDX-License-Identifier: Apache-2.0
//
// Opens files whose names come from a dump or from another file. Such names
// are untrusted: opening never waits (a name may lead to a FIFO), only regular
// files of a sane size are accepted, and with a root no name or symbolic link leads out of it.
#pragma once

#include <string>
#include <utility>

#include "jescope/base/result.h"

namespace jescope {

// Owns an open file; closes it at the end.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_ = -1;
};

// Opens `path` for reading; where `root` is not empty, as it would be found
// with `root` as "/". The error's message completes "the file is ...".
Result<FileDescriptor> open_regular_file(const std::string& path, const std::string& root);

// Returns true when `open_regular_file` would succeed.
bool is_regular_file(const std::string& path, const std::string& root);

}  // namespace jescope
