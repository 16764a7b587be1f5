// SPDX-License-Identifier: Apache-2.0
//
// Reads a stack that may not be what it seems: a walk that goes astray, or off the end
// of a coroutine's stack, must not touch what is not mapped.
//
//   the thread's own stack      known from the kernel after some walks: read as it is
//   the main thread's           the same, for all threads
//   any other                   (alternate stacks, coroutines): they come and go, so
//                               each page is tried before it is read, each time
//
// One gap stays: another thread may unmap a page of the last kind after it was tried. To
// have the kernel copy it (process_vm_readv) would close it, but filters of system calls
// end programs that they do not expect to make that call.
#pragma once

#include <cstdint>

#include "record/shim/stack/address_range.h"
#include "record/shim/system/pointer.h"

namespace jescope::shim {

class StackReader {
 public:
  /// From here on, nothing below `sp` is of interest.
  void move_to(uintptr_t sp);

  /// Reads the word at an address; false where there is none.
  bool read(uintptr_t address, uintptr_t& word) {
    if (address % sizeof(uintptr_t) != 0) return false;
    if (!readable_.holds(address) && !reach(address)) return false;
    word = *pointer_to<const volatile uintptr_t>(address);
    return true;
  }

  /// What may be read as it is: whole words. It changes with each read beyond it.
  const AddressRange& readable() const { return readable_; }

 private:
  // Makes the page of an address readable, or the whole of the thread's own stack.
  bool reach(uintptr_t address);

  AddressRange own_;  // from sp on
  AddressRange readable_;
};

}  // namespace jescope::shim
