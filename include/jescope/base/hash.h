// SPDX-License-Identifier: Apache-2.0
//
// Mixes integer keys for hash tables. The constant and the final shift are
// those of Fibonacci hashing (Knuth, TAOCP 6.4): addresses are aligned, so
// their low bits alone would collide.
#pragma once

#include <cstdint>

namespace jescope {

constexpr uint64_t mix_hash(uint64_t key) {
  key *= 0x9e3779b97f4a7c15u;
  return key ^ (key >> 32);
}

constexpr uint64_t mix_hash(uint64_t first, uint64_t second) {
  return mix_hash(mix_hash(first) + second);
}

}  // namespace jescope
