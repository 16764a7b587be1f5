// SPDX-License-Identifier: Apache-2.0
//
// Pseudonyms by first appearance. Internal to `select`.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "jescope/select/pattern.h"

namespace jescope {

class Pseudonyms {
 public:
  explicit Pseudonyms(const std::optional<Pattern>& keep) : keep_(keep) {}

  // Each returns the empty name for the empty one.
  std::string function(std::string_view name);
  std::string file(std::string_view path) { return numbered(files_, path, "s"); }
  std::string thread(std::string_view name) { return numbered(threads_, name, "th"); }
  // `is_program`: the name does not look like a library's; said at first.
  std::string module(std::string_view path, bool is_program);

 private:
  using Numbers = std::map<std::string, size_t, std::less<>>;

  static size_t number(Numbers& numbers, std::string_view name);
  static std::string numbered(Numbers& numbers, std::string_view name, std::string_view prefix);

  const std::optional<Pattern>& keep_;
  Numbers functions_;
  Numbers files_;
  Numbers threads_;
  std::map<std::string, std::string, std::less<>> modules_;
};

}  // namespace jescope
