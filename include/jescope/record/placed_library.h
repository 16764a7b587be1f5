// SPDX-License-Identifier: Apache-2.0
//
// The recorder's library as a file that programs can load: in a new folder below one of
// those given or, where none is writable or lets its files be run, in memory:
//
//   /tmp/jescope.x1Zq3B/libjescope_record.so      for programs of all users
//   /proc/4711/fd/5                               for those of this one, while we run
//
// LD_PRELOAD parts its entries by blanks and colons, so folders with these are passed over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/result.h"
#include "jescope/record/architecture.h"

namespace jescope {

// Removes its file at the end, unless keep() was called.
class PlacedLibrary {
 public:
  static Result<PlacedLibrary> place(std::string_view bytes,
                                     const std::vector<std::string>& folders);
  PlacedLibrary(PlacedLibrary&& other) noexcept;
  PlacedLibrary& operator=(PlacedLibrary&&) = delete;
  ~PlacedLibrary();

  const std::string& path() const { return path_; }
  bool is_in_memory() const { return folder_.empty(); }

  // Leaves the file where it is.
  void keep() { folder_.clear(); }

 private:
  PlacedLibrary() = default;

  std::string path_;
  std::string folder_;   // of the file alone; empty: there is none to remove
  int descriptor_ = -1;  // of memory, or of the file, which is locked while it is open
};

// Removes the folders of libraries that earlier runs of this user left below those given,
// where their jescope is gone and no process has the library mapped.
void remove_left_folders(const std::vector<std::string>& below);

// Returns the processes that began after this one did and have the file mapped; those of
// others, which we may not look into, are left out.
std::vector<int> processes_with(const std::string& library);

// Returns the library's bytes: those of `file` or, where it is empty, of the one within
// this program. An error where that is no library for `architecture`.
Result<std::string> library_bytes(const std::string& file, Architecture architecture);

}  // namespace jescope
