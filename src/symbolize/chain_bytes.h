// SPDX-License-Identifier: Apache-2.0
//
// The memory that chains take. A few kilobytes of debug information can say that
// a thousand functions are inlined into each other at each of 100,000 places.
#pragma once

#include <cstdint>

#include "jescope/symbolize/symbol_source.h"

namespace jescope {

// Of one module's chains. Ten times what 100,000 places of large C++ programs have.
inline constexpr uint64_t kMostChainBytes = uint64_t{1} << 30;

inline uint64_t bytes_of(const SymbolFrame& frame) {
  return sizeof frame + frame.function.size() + frame.file.size();
}

}  // namespace jescope
