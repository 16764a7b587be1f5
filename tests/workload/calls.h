// SPDX-License-Identifier: Apache-2.0
//
// The call paths of the plan. Each function allocates in its own body, so that it
// is the innermost of our frames, and keeps what its order does not free again.
#pragma once

#include <cstddef>

namespace workload {

// `objects` allocations of `bytes` each, of which the first `freed` are freed.
struct Order {
  int objects = 0;
  size_t bytes = 0;
  int freed = 0;
};

// The allocator's entry points.
void plain_malloc(Order order);
void plain_calloc(Order order);
void plain_realloc(Order order);
void plain_new(Order order);
void aligned_new(Order order);
void plain_posix_memalign(Order order);

// The shapes a stack takes.
void call_file_local(Order order);
void call_template(Order order);
void call_inlined(Order order);
void call_lambda(Order order);
void call_constructor(Order order);
void call_library(Order order);
void fill_vector(size_t bytes);
void recurse(int depth, Order order);
void run_threads(Order order);

}  // namespace workload
