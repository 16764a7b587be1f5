// SPDX-License-Identifier: Apache-2.0
//
// In the place of record/shim/symbols.cc: a C library without _dl_find_object, as glibc
// before 2.35 and musl are.
#include "record/shim/symbols.h"

namespace jescope::shim {

void* find_symbol(const char*) {
  return nullptr;
}

}  // namespace jescope::shim
