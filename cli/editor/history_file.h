// SPDX-License-Identifier: Apache-2.0
//
// What was typed before, kept between runs in a file that only its user can read:
//
//   top5 Cache
//   list Cache::insert
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace jescope {

class HistoryFile {
 public:
  // `path` empty: nothing is kept.
  explicit HistoryFile(std::string path) : path_(std::move(path)) {}

  // Returns the newest lines, oldest first; none where the file cannot be read or
  // is no regular file. A file that has grown long is cut to these.
  std::vector<std::string> read() const;

  // Appends a line; makes the file and its folders where there are none. A file
  // that cannot be written is passed over: typing matters more.
  void append(std::string_view line) const;

 private:
  std::string path_;
};

}  // namespace jescope
