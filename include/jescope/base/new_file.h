// SPDX-License-Identifier: Apache-2.0
//
// A file that appears under its name only when it is whole.
#pragma once

#include <string>

namespace jescope {

// A new empty file, readable by its user alone, under a name of its own in a
// folder. Removed at the end, unless it was renamed.
class NewFile {
 public:
  // Makes the file in `folder`, the empty one being the present one. errno tells
  // why where that failed.
  explicit NewFile(const std::string& folder);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  bool is_open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }
  const std::string& path() const { return path_; }

  // Closes the file and gives it its name, in the place of what has it. False,
  // and errno tells why, where either failed: then there is no file.
  bool rename_to(const std::string& path);

 private:
  std::string path_;
  int descriptor_ = -1;
};

}  // namespace jescope
