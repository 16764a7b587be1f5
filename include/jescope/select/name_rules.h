// SPDX-License-Identifier: Apache-2.0
//
// Names of functions that line up across builds. A compiler puts numbers and
// hashes into names that mean nothing to people and change from build to build:
//
//   cache::put::h0123456789abcdef             cache::put
//   parse(int) [clone .constprop.0]           parse(int)
//   run()::{lambda(int)#3}::operator()(int)   run()::{lambda(int)}::operator()(int)
//   name[abi:cxx11](Row)                      name(Row)
//
// Parameter lists stay, so overloads stay apart.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/result.h"

namespace jescope {

// A user's rule as written, and the option or "file:line" that it came from.
struct RuleText {
  std::string text;
  std::string where;
};

// Returns the rules of a map file, in its order; each knows its line of `path`.
//
//   # comments and empty lines are skipped
//   s/^v[0-9]+:://
//   s#/home/[a-z]+/#/src/#g
std::vector<RuleText> parse_map_file(std::string_view text, std::string_view path);

// Whether template arguments are dropped: "std::vector<int>::push_back(int const&)"
// is then "std::vector::push_back(int const&)". Those in parameter lists stay.
enum class TemplateArguments { kKeep, kDrop };

class NameRules {
 public:
  // Rules that only drop what compilers add.
  NameRules();

  // Compiles the user's rules, "s/PATTERN/REPLACEMENT/FLAGS", applied in their
  // order after the built-in ones. The delimiter is any sign of punctuation but
  // a backslash, which makes it literal; the pattern is of RE2 syntax, the
  // replacement knows \0 to \9; flags are g (each match, not only the first) and
  // i (ignore case).
  static Result<NameRules> compile(TemplateArguments arguments, std::span<const RuleText> rules);

  // Returns the name that `function` has across builds; never empty where
  // `function` is not. A user's rule is tried on the name in full and, where it
  // finds nothing, as tables print it. Takes time linear in the name.
  std::string apply(std::string_view function) const;

  // Returns the path of a source file, by the user's rules alone.
  std::string apply_to_file(std::string_view path) const;

 private:
  class Rewrite;

  TemplateArguments arguments_ = TemplateArguments::kKeep;
  std::vector<std::shared_ptr<const Rewrite>> rewrites_;
};

}  // namespace jescope
