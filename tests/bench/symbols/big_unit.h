// SPDX-License-Identifier: Apache-2.0
//
// What big_main.cc calls of each big_unit.cc.
#pragma once

namespace bench {

// Does unit N's work below `depth` calls of itself.
template <int N>
void run_unit(int depth);

}  // namespace bench
