// SPDX-License-Identifier: Apache-2.0
//
// The fixed plan: which call paths allocate how much, and what they keep.
#pragma once

namespace workload {

// Allocates everything the plan asks for and returns when all threads are done.
void run_plan();

}  // namespace workload
