// SPDX-License-Identifier: Apache-2.0
//
// The symbols that the modules of the process define, without dlsym: that allocates, and
// lies in another library from one C library to the next.
#pragma once

#include <cstdint>

namespace jescope::shim {

/// Returns the first definition of a function in the modules after this library, in
/// the order of the dynamic linker; nothing where there is none.
void* find_next_symbol(const char* name);

/// Returns the first definition in any module but this library.
void* find_symbol(const char* name);

/// Returns the path of the module that holds `address`, as the dynamic linker knows it;
/// empty for the program itself, nothing where it lies in no module.
const char* module_path_of(const void* address);

}  // namespace jescope::shim
