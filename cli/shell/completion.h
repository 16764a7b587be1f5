// SPDX-License-Identifier: Apache-2.0
//
// What Tab puts behind what was typed.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jescope {

struct Completion {
  size_t start = 0;                       // byte of the line from which `text` replaces it
  std::string text = {};                  // as much as all choices share
  std::vector<std::string> choices = {};  // sorted; of one it is in `text`, with a blank behind
};

// Completes the last word of `line`, which ends at the cursor: the first word as a
// command, a word in dashes as an option, the argument of metric, unit and help as
// what stands there, and other words as functions, by how their names begin or
// else by what they hold. `function_names` are as tables print them.
Completion complete(std::string_view line, std::span<const std::string> function_names);

// Returns the name without return type and arguments, as it is typed:
//
//   void Cache<int>::insert(int const&)   Cache<int>::insert
//   (anonymous namespace)::run(int)       (anonymous namespace)::run
std::string name_to_type(std::string_view function_name);

}  // namespace jescope
