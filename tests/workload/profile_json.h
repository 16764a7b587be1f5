// SPDX-License-Identifier: Apache-2.0
//
// `jescope export --to json` read back: only what the comparison with the truth
// needs.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace workload {

// Live objects, live bytes, total objects, total bytes.
using Numbers = std::array<int64_t, 4>;

struct JsonFrame {
  std::string function;
  std::string module;  // path
};

struct JsonStack {
  std::vector<JsonFrame> frames;  // innermost first
  Numbers numbers = {};
  double live_bytes_sigma = 0;
};

struct JsonProfile {
  std::vector<JsonStack> stacks;
  std::string canonical;  // the whole document with its stacks sorted
};

// Returns the profile of a file, or nothing when it is not one.
std::optional<JsonProfile> read_profile_json(const std::string& path);

}  // namespace workload
