// SPDX-License-Identifier: Apache-2.0
//
// The files of a folder that is watched: which are done with, and which may
// still be written to.
#pragma once

#include <sys/types.h>

#include <ctime>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace jescope {

// What tells a file from another of its name.
struct FileMark {
  ino_t number = 0;
  off_t size = -1;
  time_t seconds = 0;
  long nanoseconds = 0;

  friend bool operator==(const FileMark&, const FileMark&) = default;
};

class WatchedFiles {
 public:
  // True when the file was set done and has not been replaced since.
  bool is_done(const std::string& path) const;
  void set_done(const std::string& path);

  // True when the file's size is that of the call before.
  bool is_at_rest(const std::string& path);

  // True when the file has been at rest for so many calls that, without its
  // end, it counts as cut off.
  bool has_come_to_rest(const std::string& path) const;

  // Files that are gone may come back, as others.
  void forget_all_but(const std::vector<std::string>& paths);

 private:
  struct Look {
    off_t size = -1;
    int at_rest = 0;  // looks without a change
  };

  std::map<std::string, Look> unfinished_;
  std::map<std::string, FileMark> done_;
};

// A pipe would hold the watch up for as long as its writer likes.
bool is_regular_file(const std::string& path);

}  // namespace jescope
