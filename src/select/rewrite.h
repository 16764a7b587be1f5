// SPDX-License-Identifier: Apache-2.0
//
// One rule of a user, "s/PATTERN/REPLACEMENT/FLAGS". Internal to `select`.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "jescope/base/result.h"
#include "jescope/select/name_rules.h"

namespace re2 {
class RE2;
}

namespace jescope {

class NameRules::Rewrite {
 public:
  static Result<std::shared_ptr<const Rewrite>> compile(const RuleText& rule);

  // Returns `text` rewritten; nothing when the pattern does not occur in it,
  // `text` is longer than any name a person reads, or nothing would be left.
  std::optional<std::string> apply(std::string_view text) const;

 private:
  std::shared_ptr<const re2::RE2> pattern_;
  std::string replacement_;  // in RE2's form
  bool is_global_ = false;
};

}  // namespace jescope
