// SPDX-License-Identifier: Apache-2.0
//
// A program's file, read in pieces. What it says of itself is untrusted: every read
// names its place and its most bytes, and none goes beyond the file. Internal to
// `record`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <type_traits>

namespace jescope {

class FileBytes {
 public:
  // Opens a regular file; errno tells why where is_open() is false.
  explicit FileBytes(const std::string& path);
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;
  ~FileBytes();

  bool is_open() const { return descriptor_ >= 0; }
  uint64_t size() const { return size_; }

  // Returns at most `most` bytes from `at` on; fewer at the file's end.
  std::string read(uint64_t at, size_t most) const;

  // Returns the number or structure at `at`; nothing where the file ends before.
  template <typename T>
  std::optional<T> value(uint64_t at) const {
    static_assert(std::is_trivially_copyable_v<T>);
    const std::string bytes = read(at, sizeof(T));
    if (bytes.size() != sizeof(T)) return std::nullopt;
    T value;
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }

  // Returns the text at `at` up to its zero byte, at most `most` bytes.
  std::string text(uint64_t at, size_t most) const;

 private:
  int descriptor_ = -1;
  uint64_t size_ = 0;
};

}  // namespace jescope
