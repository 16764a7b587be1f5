// SPDX-License-Identifier: Apache-2.0
//
// The row of an address of code, as its module's call frame information says: the door
// to libunwind.
#pragma once

#include <cstdint>

#include "record/shim/stack/module_map.h"
#include "record/shim/stack/row.h"

namespace jescope::shim {

/// Returns the row for the instruction that holds `address`, which lies in `module`. To be called
/// under the unwinder's lock; costs a microsecond or a few.
Row compute_row(uintptr_t address, const Module& module);

}  // namespace jescope::shim
