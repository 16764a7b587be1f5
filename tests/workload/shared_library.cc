// SPDX-License-Identifier: Apache-2.0
//
// Allocates from a module that is not the program.
#include "shared_library.h"

#include <cstdlib>

namespace workload {

void* allocate_in_library(size_t bytes) {
  void* const object = std::malloc(bytes);
  return object;
}

void* call_back(Allocate allocate, size_t bytes) {
  void* const object = allocate(bytes);
  return object;
}

}  // namespace workload
