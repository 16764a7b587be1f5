// SPDX-License-Identifier: Apache-2.0
//
// What tests of gates and budgets share.
#pragma once

#include <fmt/format.h>

#include <regex>
#include <string>

#include "jescope/summarize/gates.h"

namespace jescope {

/// Stands for the filters' expressions, which belong to another stage.
inline Result<NameMatcher> compile_for_test(std::string_view expression, std::string_view where) {
  if (expression.find("(?!") != std::string_view::npos) {
    return Error{ErrorCode::kUsage, std::string(where), "expected RE2 syntax, got \"(?!\"", {}};
  }
  const std::regex compiled{std::string(expression)};
  return NameMatcher(
      [compiled](std::string_view name) { return std::regex_search(std::string(name), compiled); });
}

/// As the program prints it.
inline std::string printed(const Error& error) {
  std::string text = fmt::format("jescope: {}: {}\n", error.where, error.message);
  return error.hint.empty() ? text : text + fmt::format("hint: {}\n", error.hint);
}

}  // namespace jescope
