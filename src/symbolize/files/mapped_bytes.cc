// SPDX-License-Identifier: Apache-2.0
//
// Asks the kernel. Huge pages are not asked for: under fragmentation the kernel
// spends more on finding them than they save.
#include "symbolize/files/mapped_bytes.h"

#include <sys/mman.h>

#include <limits>

namespace jescope {
namespace {

bool is_mappable(uint64_t length_bytes) {
  return length_bytes != 0 && length_bytes <= std::numeric_limits<size_t>::max() / 2;
}

}  // namespace

MappedBytes::MappedBytes(void* start, uint64_t length_bytes) {
  if (start == MAP_FAILED) return;
  bytes_ = {static_cast<uint8_t*>(start), static_cast<size_t>(length_bytes)};
}

MappedBytes::~MappedBytes() {
  if (!bytes_.empty()) ::munmap(bytes_.data(), bytes_.size());
}

MappedBytes MappedBytes::of_file(int descriptor, uint64_t length_bytes) {
  if (!is_mappable(length_bytes)) return {};
  return {::mmap(nullptr, length_bytes, PROT_READ, MAP_PRIVATE, descriptor, 0), length_bytes};
}

MappedBytes MappedBytes::fresh(uint64_t length_bytes) {
  if (!is_mappable(length_bytes)) return {};
  constexpr int kHow = MAP_PRIVATE | MAP_ANONYMOUS;
  return {::mmap(nullptr, length_bytes, PROT_READ | PROT_WRITE, kHow, -1, 0), length_bytes};
}

}  // namespace jescope
