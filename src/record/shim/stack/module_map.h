// SPDX-License-Identifier: Apache-2.0
//
// Which module holds an address, and whether code may be there, without the loader's
// locks: a thread that waits for them may hold ours, and in the child of a fork nobody
// would ever let go of them.
//
// glibc from 2.35 on answers without a lock (_dl_find_object). Elsewhere the kernel says
// what is mapped, and the answer is kept until an address lies in nothing known.
//
// All of this is called under the unwinder's lock.
#pragma once

#include <cstdint>

namespace jescope::shim {

struct Module {
  uintptr_t begin = 0;
  uintptr_t end = 0;
  uintptr_t eh_frame_hdr = 0;  // 0: none
};

/// Asks for _dl_find_object, once; takes the loader's lock.
void start_module_map();

/// Returns false for an address in no module.
bool find_module(uintptr_t address, Module& module);

/// Whether code is mapped there: a module's, or made at run time.
bool is_code(uintptr_t address);

/// A module is gone, and another may take its place.
void forget_module_map();

}  // namespace jescope::shim
