// SPDX-License-Identifier: Apache-2.0
//
// What known_sites allocates and compare_estimates must know of it.
#pragma once

#include <array>
#include <cstddef>

namespace known {

// The sizes through which a block of grown_site grows; each is an allocation.
constexpr std::array<size_t, 3> kGrownSizes = {1024, 2048, 4096};
constexpr long kSumOfGrownSizes = 1024 + 2048 + 4096;

}  // namespace known
