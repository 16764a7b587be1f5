// SPDX-License-Identifier: Apache-2.0
//
// RE2 is known here and in rewrite.cc only.
#include "jescope/select/pattern.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

namespace jescope {

struct Pattern::Compiled {
  Compiled(re2::StringPiece text, const re2::RE2::Options& options) : expression(text, options) {}

  bool matches(std::string_view text) const {
    return text.find(expression.pattern()) != std::string_view::npos ||
           re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), expression);
  }

  re2::RE2 expression;
};

Result<Pattern> Pattern::compile(std::string_view expression, std::string_view where) {
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_never_capture(true);
  const re2::StringPiece text(expression.data(), expression.size());
  auto compiled = std::make_shared<const Compiled>(text, options);
  if (!compiled->expression.ok()) {
    return Error{ErrorCode::kUsage,
                 std::string(where),
                 fmt::format("expected a regular expression (RE2 syntax), got \"{}\": {}",
                             expression, compiled->expression.error()),
                 {}};
  }
  Pattern pattern;
  pattern.alternatives_.push_back(std::move(compiled));
  return pattern;
}

Result<Pattern> Pattern::any_of(std::span<const std::string> expressions, std::string_view where) {
  Pattern pattern;
  for (const std::string& expression : expressions) {
    Result<Pattern> alternative = compile(expression, where);
    if (!alternative.ok()) return alternative;
    pattern.alternatives_.push_back(std::move(alternative->alternatives_.front()));
  }
  return pattern;
}

bool Pattern::matches(std::string_view text) const {
  return std::ranges::any_of(alternatives_, [&](const auto& one) { return one->matches(text); });
}

size_t Pattern::program_size() const {
  size_t steps = 0;
  for (const auto& one : alternatives_) {
    steps += static_cast<size_t>(std::max(0, one->expression.ProgramSize()));
  }
  return steps;
}

}  // namespace jescope
