// SPDX-License-Identifier: Apache-2.0
//
// What Tab shows where there is more than one choice.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace jescope {

// Returns the choices in columns that fit into `columns`, downwards first; of many
// the first, and how many there are more. Choices are printable.
std::string list_choices(const std::vector<std::string>& choices, size_t columns);

}  // namespace jescope
