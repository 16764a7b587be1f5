// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace jescope::shim {

struct AddressRange {
  uintptr_t begin = 0;
  uintptr_t end = 0;  // the first address after it; as begin: empty

  bool holds(uintptr_t address) const { return address - begin < end - begin; }
};

}  // namespace jescope::shim
