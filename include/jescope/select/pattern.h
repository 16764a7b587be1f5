// SPDX-License-Identifier: Apache-2.0
//
// A regular expression in RE2 syntax: matching takes linear time whatever the
// pattern, so one from a user cannot hang the program.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/result.h"

namespace jescope {

class Pattern {
 public:
  // Compiles `expression`; `where` is the option it came from. A leading "(?i)"
  // ignores case.
  static Result<Pattern> compile(std::string_view expression, std::string_view where);

  // Compiles several; the pattern matches what any of them matches.
  static Result<Pattern> any_of(std::span<const std::string> expressions, std::string_view where);

  // Returns true when the pattern occurs anywhere in `text`, as an expression
  // or as it is written: a name with brackets can be pasted.
  bool matches(std::string_view text) const;

  // Returns the number of steps that the compiled pattern has: matching takes at
  // most time in proportion to them times the bytes of the text.
  size_t program_size() const;

 private:
  struct Compiled;

  std::vector<std::shared_ptr<const Compiled>> alternatives_;
};

}  // namespace jescope
