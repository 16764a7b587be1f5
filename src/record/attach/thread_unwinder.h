// SPDX-License-Identifier: Apache-2.0
//
// Who called whom in a thread: libunwind's door.
//
// What is needed of a thread is taken while it stands, in a fraction of a millisecond:
// its registers and a copy of its stack. The walk itself reads that copy, and of the
// process only what does not change: call frame information (.eh_frame) in the modules as
// they are mapped. So no file is opened, and the thread may run again meanwhile.
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "record/attach/byte_reader.h"
#include "record/attach/process_maps.h"
#include "record/attach/registers.h"

namespace jescope {

struct ThreadImage {
  GeneralRegisters registers = {};
  uint64_t stack_start = 0;  // address of the copy's first byte
  std::string stack;         // from the red zone towards the stack's end
};

// Copies what the walk needs of a thread that stands still; nothing: it is gone.
std::optional<ThreadImage> take_image(pid_t thread, const std::vector<MappedArea>& areas);

struct WalkedFrame {
  uint64_t address = 0;
  bool is_exact = false;  // the next instruction to run, not a return address
};

struct WalkedStack {
  std::vector<WalkedFrame> frames;  // innermost first
  bool is_cut = false;              // the walk ended before the thread's first function
  bool has_signal = false;          // a signal's handler runs
};

class ThreadUnwinder {
 public:
  // Both must outlive the unwinder.
  ThreadUnwinder(const std::vector<MappedArea>& areas, const ByteReader& memory);
  ThreadUnwinder(const ThreadUnwinder&) = delete;
  ThreadUnwinder& operator=(const ThreadUnwinder&) = delete;
  ~ThreadUnwinder();

  // What was read of modules is kept for the next walk.
  WalkedStack walk(const ThreadImage& image);

 private:
  class Space;
  std::unique_ptr<Space> space_;
};

}  // namespace jescope
