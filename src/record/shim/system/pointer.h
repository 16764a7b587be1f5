// SPDX-License-Identifier: Apache-2.0
//
// Addresses that come as numbers: from registers, ELF files and the kernel.
#pragma once

#include <cstdint>

namespace jescope::shim {

template <typename T>
T* pointer_to(uintptr_t address) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the one place where they become pointers.
  return reinterpret_cast<T*>(address);
}

}  // namespace jescope::shim
