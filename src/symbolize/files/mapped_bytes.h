// SPDX-License-Identifier: Apache-2.0
//
// Pages of memory that one object owns: a file's, which cost nothing until they
// are read, or fresh ones for a few hundred megabytes, which come without being
// filled first and go back to the system at once.
//
// A mapped file that somebody truncates kills its reader with SIGBUS. Modules
// are therefore read in a process of their own (worker/): its death costs that
// module's names, never the report.
#pragma once

#include <cstdint>
#include <span>
#include <utility>

namespace jescope {

class MappedBytes {
 public:
  MappedBytes() = default;
  MappedBytes(MappedBytes&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  MappedBytes& operator=(MappedBytes&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~MappedBytes();

  // Returns the first `length_bytes` of an open file, to be read only; empty
  // when there are none or they cannot be mapped.
  static MappedBytes of_file(int descriptor, uint64_t length_bytes);

  // Returns new memory, all zeros; empty when there is not enough.
  static MappedBytes fresh(uint64_t length_bytes);

  std::span<const uint8_t> bytes() const { return bytes_; }
  std::span<uint8_t> writable() { return bytes_; }  // of fresh memory only
  bool is_empty() const { return bytes_.empty(); }

 private:
  MappedBytes(void* start, uint64_t length_bytes);

  std::span<uint8_t> bytes_;
};

}  // namespace jescope
