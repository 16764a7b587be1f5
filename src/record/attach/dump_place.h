// SPDX-License-Identifier: Apache-2.0
//
// The file into which the process writes its dump. The borrowed thread itself makes it, so
// that it is in the process's own mount namespace and of its user, and so that whether it
// can be written is known before jemalloc tries, which may end a process over it.
//
// Preferred is a file without a name in a folder for temporary files: whatever happens,
// nothing is left. Where file systems have no such, one in memory.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>

#include "jescope/base/result.h"
#include "record/attach/borrowed_thread.h"

namespace jescope {

class DumpPlace {
 public:
  // `temporary` is the process's TMPDIR; empty: it has none.
  static Result<DumpPlace> make(BorrowedThread& thread, pid_t process, pid_t id,
                                const std::string& temporary);
  DumpPlace(DumpPlace&& other) noexcept;
  DumpPlace& operator=(DumpPlace&&) = delete;
  ~DumpPlace();

  // What the process may call the file.
  const std::string& path() const { return path_; }

  // False: the process has no /proc, so jemalloc cannot write its map, either.
  bool process_sees_proc() const { return !has_name_; }

  // Takes the file from the process: it is closed there, and removed where it has a name.
  void take(BorrowedThread& thread);

  uint64_t size_bytes() const;
  bool ends_with(std::string_view text) const;

  // Returns the bytes from the beginning on, a piece at a time, empty at the end. Valid
  // without the place.
  std::function<std::string()> reader() const;

 private:
  DumpPlace() = default;
  bool open_here(pid_t process, pid_t id);

  std::string path_;
  bool has_name_ = false;
  int64_t their_descriptor_ = -1;
  int descriptor_ = -1;  // ours, of the same file
};

}  // namespace jescope
