// SPDX-License-Identifier: Apache-2.0
//
// A regular expression in RE2 syntax: matching takes linear time whatever the
// pattern, so one from a user cannot hang the program.
#pragma once

#include <memory>
#include <string_view>

#include "jescope/base/result.h"

namespace jescope {

class Pattern {
 public:
  // Compiles `expression`; `where` is the option it came from. A leading "(?i)"
  // ignores case.
  static Result<Pattern> compile(std::string_view expression, std::string_view where);

  // Returns true when the pattern occurs anywhere in `text`.
  bool matches(std::string_view text) const;

 private:
  struct Compiled;
  explicit Pattern(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace jescope
