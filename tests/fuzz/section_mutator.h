// SPDX-License-Identifier: Apache-2.0
//
// How libFuzzer changes a section list: one of its sections at a time, so that
// the others stay where they are.
#pragma once

#include <cstddef>
#include <cstdint>

namespace jescope::testing {

// Changes `bytes` in place; returns the new length, at most `room`.
size_t mutate_section_list(uint8_t* bytes, size_t length, size_t room, unsigned seed);

}  // namespace jescope::testing
