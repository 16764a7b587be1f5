// SPDX-License-Identifier: Apache-2.0
//
// Bytes as a file with a path, for code that opens files. Linux only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace jescope::testing {

// A file that exists as long as the object.
class MemoryFile {
 public:
  MemoryFile(const uint8_t* bytes, size_t length);
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile();

  int descriptor() const { return descriptor_; }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace jescope::testing
