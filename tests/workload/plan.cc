// SPDX-License-Identifier: Apache-2.0
//
// The plan. Sizes cover small classes, sizes between two classes, and extents of
// their own; some call paths keep everything, some nothing.
#include "plan.h"

#include "calls.h"

namespace workload {

void run_plan() {
  plain_malloc({.objects = 10, .bytes = 1000});
  plain_malloc({.objects = 100, .bytes = 64, .freed = 25});
  plain_malloc({.objects = 2, .bytes = 5'000'000, .freed = 1});
  plain_calloc({.objects = 7, .bytes = 222, .freed = 3});
  plain_realloc({.objects = 5, .bytes = 70'000, .freed = 2});
  plain_new({.objects = 50, .bytes = 40, .freed = 50});
  aligned_new({.objects = 4, .bytes = 300, .freed = 1});
  plain_posix_memalign({.objects = 3, .bytes = 3000});
  call_file_local({.objects = 6, .bytes = 128});
  call_template({.objects = 9, .bytes = 10});
  call_inlined({.objects = 11, .bytes = 500});
  call_lambda({.objects = 12, .bytes = 33});
  call_constructor({.objects = 13, .bytes = 2049});
  call_library({.objects = 8, .bytes = 4096});
  fill_vector(10'000);
  recurse(3, {.objects = 15, .bytes = 96});
  run_threads({.objects = 20, .bytes = 700, .freed = 5});
}

}  // namespace workload
