// SPDX-License-Identifier: Apache-2.0
//
// Where this library lies, by symbols of the linker (local_names.map keeps them here).
#pragma once

#include <cstdint>

#include "record/shim/stack/address_range.h"

// The linker's names for this library's first byte, and for the one after its code.
extern "C" {
// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming): the linker's.
extern const char __ehdr_start[] __attribute__((visibility("hidden")));
extern const char etext[] __attribute__((visibility("hidden")));
}

namespace jescope::shim {

inline AddressRange own_code() {
  return {reinterpret_cast<uintptr_t>(__ehdr_start), reinterpret_cast<uintptr_t>(etext)};
}

}  // namespace jescope::shim
