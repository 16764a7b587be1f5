// SPDX-License-Identifier: Apache-2.0
//
// A series of numbers as small as a word. Internal to `render`.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace jescope {

// Returns a character from "▁" (nothing or less) to "█" (the largest value) for
// each value: "▁▂▃▅▇█". The scale begins at zero, so a level series looks level.
std::string sparkline(std::span<const int64_t> values);

}  // namespace jescope
