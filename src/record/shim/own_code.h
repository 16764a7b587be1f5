// SPDX-License-Identifier: Apache-2.0
//
// Where this library lies, by symbols of the linker.
#pragma once

#include <cstdint>

#include "record/shim/address_range.h"

// The linker's names for the first byte of this library, and the one after its code.
extern "C" {
extern const char __ehdr_start[] __attribute__((visibility("hidden")));
extern const char etext[] __attribute__((visibility("hidden")));
}

namespace jescope::shim {

inline AddressRange own_code() {
  return {reinterpret_cast<uintptr_t>(__ehdr_start), reinterpret_cast<uintptr_t>(etext)};
}

}  // namespace jescope::shim
