// SPDX-License-Identifier: Apache-2.0
//
// The part of the workload that lives in a shared library of its own.
#pragma once

#include <cstddef>

namespace workload {

using Allocate = void* (*)(size_t bytes);

// Returns malloc(bytes), called from the library.
void* allocate_in_library(size_t bytes);

// Returns allocate(bytes): a stack that leaves the program and comes back.
void* call_back(Allocate allocate, size_t bytes);

}  // namespace workload
