// SPDX-License-Identifier: Apache-2.0
//
// The one lock of the unwinder: held while a row is computed, while the kernel is asked
// for mappings, and over a fork.
#pragma once

#include "record/shim/system/lock.h"

namespace jescope::shim {

inline constinit Lock unwind_lock;

}  // namespace jescope::shim
