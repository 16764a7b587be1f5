// SPDX-License-Identifier: Apache-2.0
//
// Keeps the stacks and frames that the user asks for.
#pragma once

#include <optional>

#include "jescope/model/profile.h"
#include "jescope/select/pattern.h"

namespace jescope {

// What to keep; an absent pattern keeps everything. A pattern is tried on a
// frame's function, in full and as tables print it (its place, where it has no
// name), and on its source file.
struct Filters {
  std::optional<Pattern> focus;       // stacks with a matching frame
  std::optional<Pattern> ignore;      // stacks without a matching frame
  std::optional<Pattern> module;      // stacks with a frame of a matching module
  std::optional<Pattern> show;        // frames that match
  std::optional<Pattern> hide;        // frames that do not match
  std::optional<Pattern> show_from;   // frames from the outermost match inwards
  std::optional<Pattern> prune_from;  // frames from the innermost match outwards
  bool on_short_names = false;        // a function's short_name() is tried instead

  bool any() const { return focus || ignore || module || show || hide || show_from || prune_from; }
};

// Applies the stack patterns, then the frame patterns. A stack that loses all
// its frames is left out.
Profile filter(const Profile& profile, const Filters& filters);

}  // namespace jescope
