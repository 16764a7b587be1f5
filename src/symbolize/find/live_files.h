// SPDX-License-Identifier: Apache-2.0
//
// The files that a process on this machine has mapped, whatever is at their
// paths by now:
//
//   /proc/301/maps: 7f02a000-7f09c000 r-xp 00001000 fe:00 8812 /opt/app/librocksdb.so (deleted)
//
//   /proc/301/exe                             the program
//   /proc/301/map_files/7f02a000-7f09c000     the library
//
// Opening these links opens the very file that is mapped. Those in map_files
// need the right to (root's, mostly); then only the number of the inode tells
// the mapped file from its successor. The device is no help: where file systems
// are laid over each other, the map shows another than the file has.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "jescope/model/address_profile.h"
#include "symbolize/files/file_place.h"

namespace jescope {

// One module as a live process has it.
class LiveModule {
 public:
  // False when the process has no file of that name or may not be looked at.
  bool is_known() const { return !inodes_.empty(); }

  // True when the open file is one of those of that name that are mapped.
  bool has(int descriptor) const;

  // Lead to the mapped files, the program's first, whatever its name is by now;
  // none without the right to look.
  const std::vector<FilePlace>& links() const { return links_; }

 private:
  friend LiveModule find_live_module(uint64_t process_id, const Module& module);

  void add_map_file(const std::string& path);

  std::vector<FilePlace> links_;
  std::vector<std::pair<dev_t, ino_t>> files_;  // that the links in map_files lead to
  std::vector<uint64_t> inodes_;                // as the map shows them
};

// Looks for mapped files of the module's name in any folder: inside of a
// container paths are others than outside.
LiveModule find_live_module(uint64_t process_id, const Module& module);

// True when both are open for one file.
bool are_same_file(int descriptor, int other);

}  // namespace jescope
