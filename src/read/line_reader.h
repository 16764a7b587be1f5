// SPDX-License-Identifier: Apache-2.0
//
// Cuts a byte source into lines, holding one buffer of it at a time. Ends in
// "\n" or "\r\n" are removed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/result.h"
#include "jescope/read/byte_source.h"

namespace jescope {

class LineReader {
 public:
  LineReader(ByteSource& source, std::string where);

  // Returns the first bytes of the input, at most 64 KiB; call before next().
  std::string_view beginning();

  // Returns all of the input; call before next(). An error, when it cannot be
  // read or is longer than `most` bytes.
  Result<std::string> all(size_t most);

  // Moves to the next line and returns true; false at the end of the input or
  // after an error.
  bool next();

  // The current line; valid until next().
  std::string_view line() const { return line_; }
  // Its number, from 1.
  uint64_t number() const { return number_; }
  // False when the current line is the last one and has no line end.
  bool ends_in_newline() const { return ends_in_newline_; }
  // "path:line" of the current line.
  std::string here() const;

  // True when the input could not be read to its end; what came before is good.
  bool interrupted() const { return error_.has_value(); }
  const std::optional<Error>& error() const { return error_; }

 private:
  void fill();
  void make_room();

  ByteSource& source_;
  std::string where_;
  std::vector<char> buffer_;
  size_t begin_ = 0;  // of the unread part
  size_t end_ = 0;
  bool source_ended_ = false;
  std::string_view line_;
  uint64_t number_ = 0;
  bool ends_in_newline_ = true;
  std::optional<Error> error_;
};

}  // namespace jescope
