// SPDX-License-Identifier: Apache-2.0
//
// A process that we look at: its memory, its map and the walks over its stacks.
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "jescope/base/result.h"
#include "record/attach/byte_reader.h"
#include "record/attach/process_maps.h"
#include "record/attach/process_traits.h"
#include "record/attach/thread_unwinder.h"

namespace jescope {

class TargetProcess {
 public:
  // Returns an error with its reason where the process is none, or not ours to trace.
  static Result<std::unique_ptr<TargetProcess>> open(pid_t process);

  pid_t id() const { return status_.process; }
  // A thread that lived when it was opened: its folder in /proc tells of the process.
  pid_t living_thread() const { return status_.thread; }
  const ProcessStatus& status() const { return status_; }
  const ByteReader& memory() const { return *memory_; }
  const std::vector<MappedArea>& areas() const { return areas_; }
  ThreadUnwinder& unwinder() { return *unwinder_; }

  // Reads the map anew: the process may have loaded libraries since.
  void look_again();

 private:
  TargetProcess() = default;

  ProcessStatus status_;
  std::unique_ptr<ByteReader> memory_;
  std::vector<MappedArea> areas_;
  std::unique_ptr<ThreadUnwinder> unwinder_;
};

// Of /proc/PID/task/TID: the thread's name and its state.
struct ThreadLook {
  pid_t id = 0;
  std::string name;
  char state = '?';
  bool waits = false;  // in a system call
};

// Returns the threads as they are now, those that wait first.
std::vector<ThreadLook> look_at_threads(pid_t process);

}  // namespace jescope
