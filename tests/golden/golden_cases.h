// SPDX-License-Identifier: Apache-2.0
//
// The command lines whose whole answer is kept in testdata/golden.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace jescope {

struct GoldenCase {
  // Words parted by blanks, as in a shell; '...' holds a word together. "@x"
  // stands for testdata/dumps/x, looked up with an empty --sysroot.
  const char* arguments;
  size_t terminal_columns = 0;  // 0: the output is no terminal
  const char* script = "";      // lines for the prompt of `shell`
};

std::span<const GoldenCase> golden_cases();

// Returns the words that the program is given.
std::vector<std::string> words_of(const GoldenCase& golden);

// Returns the name of the case's file, made from its arguments.
std::string file_name_of(const GoldenCase& golden);

}  // namespace jescope
