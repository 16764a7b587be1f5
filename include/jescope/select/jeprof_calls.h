// SPDX-License-Identifier: Apache-2.0
//
// Leaving out frames as jeprof does. Its unit is the call: a function and what is
// inlined into it at that place stand and fall together, by the function's name.
#pragma once

#include <optional>
#include <string_view>

#include "jescope/model/profile.h"
#include "jescope/select/pattern.h"

namespace jescope {

// --retain and --exclude; an absent pattern leaves out nothing. A pattern is tried
// on the function's short name, or on its place where it has no name.
struct CallChoice {
  std::optional<Pattern> retain;   // calls that do not match go
  std::optional<Pattern> exclude;  // calls that match go

  bool any() const { return retain || exclude; }
};

// Returns `profile` without these calls. A stack that loses all is left out.
Profile choose_calls(const Profile& profile, const CallChoice& choice);

// Returns `profile` without the allocator as jeprof 5.3 cuts it off, right or
// wrong: each stack begins outside the outermost function of a fixed list. A stack
// of which nothing stays is kept without frames.
Profile trim_as_jeprof(const Profile& profile);

// True for the short name of a function that jeprof 5.3 takes for the allocator.
bool is_jeprof_allocator(std::string_view short_name);

}  // namespace jescope
