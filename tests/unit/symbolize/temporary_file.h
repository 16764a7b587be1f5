// SPDX-License-Identifier: Apache-2.0
//
// A file of a test's own, open for reading and removed at the end.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "tests/support/temp_path.h"

namespace jescope {

class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view content) {
    path_ = temp_path("file" + std::to_string(made_++));
    std::ofstream(path_, std::ios::binary) << content;
    descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    ::close(descriptor_);
    std::filesystem::remove(path_);
  }

  const std::string& path() const { return path_; }
  int descriptor() const { return descriptor_; }

 private:
  static inline int made_ = 0;
  std::string path_;
  int descriptor_ = -1;
};

}  // namespace jescope
