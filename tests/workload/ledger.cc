// SPDX-License-Identifier: Apache-2.0
//
// The usable size, by malloc_usable_size, is what jemalloc charges to a stack.
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

void* CallPath::took(void* object, size_t asked_bytes) {
  const uint64_t usable_bytes = malloc_usable_size(object);
  ++live_objects_;
  ++total_objects_;
  live_.usable += usable_bytes;
  live_.asked += asked_bytes;
  total_.usable += usable_bytes;
  total_.asked += asked_bytes;
  return object;
}

void CallPath::will_free(void* object, size_t asked_bytes) {
  --live_objects_;
  live_.usable -= malloc_usable_size(object);
  live_.asked -= asked_bytes;
}

void CallPath::give_back(void* object, size_t asked_bytes) {
  will_free(object, asked_bytes);
  std::free(object);
}

void write_truth(std::FILE* out, Counted counted) {
  const auto bytes_of = [counted](const CallPath::Bytes& bytes) {
    return counted == Counted::kUsable ? bytes.usable.load() : bytes.asked.load();
  };
  for (const CallPath* path = first_path; path != nullptr; path = path->next_) {
    std::fprintf(out, "%s\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\n", path->chain_,
                 path->live_objects_.load(), bytes_of(path->live_), path->total_objects_.load(),
                 bytes_of(path->total_));
  }
}

}  // namespace workload
