// SPDX-License-Identifier: Apache-2.0
//
// Counts with malloc_usable_size, which is what jemalloc charges to a stack.
#include "ledger.h"

#include <malloc.h>

#include <cinttypes>
#include <cstdlib>

namespace workload {
namespace {

CallPath* first_path = nullptr;

}  // namespace

CallPath::CallPath(const char* chain) : chain_(chain), next_(first_path) {
  first_path = this;
}

void* CallPath::took(void* object) {
  const uint64_t bytes = malloc_usable_size(object);
  ++live_objects_;
  ++total_objects_;
  live_bytes_ += bytes;
  total_bytes_ += bytes;
  return object;
}

void CallPath::will_free(void* object) {
  --live_objects_;
  live_bytes_ -= malloc_usable_size(object);
}

void CallPath::give_back(void* object) {
  will_free(object);
  std::free(object);
}

void write_truth(std::FILE* out) {
  for (const CallPath* path = first_path; path != nullptr; path = path->next_) {
    std::fprintf(out, "%s\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\n", path->chain_,
                 path->live_objects_.load(), path->live_bytes_.load(), path->total_objects_.load(),
                 path->total_bytes_.load());
  }
}

}  // namespace workload
