// SPDX-License-Identifier: Apache-2.0
//
// Bytes of a file at any place, a block at a time, so that large files of which
// little is wanted cost little memory. The file may be growing: what was
// written after it was opened is not read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace jescope {

class FileWindow {
 public:
  // `descriptor` must outlive the window.
  explicit FileWindow(int descriptor);

  uint64_t size_bytes() const { return size_bytes_; }

  // Returns the bytes from `position` on, at most `most_bytes`; fewer at the
  // end of the file. The view holds until the next call.
  std::string_view at(uint64_t position, size_t most_bytes);

 private:
  int descriptor_;
  uint64_t size_bytes_ = 0;
  uint64_t start_ = 0;  // of block_ in the file
  std::string block_;
};

}  // namespace jescope
