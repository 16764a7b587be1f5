// SPDX-License-Identifier: Apache-2.0
//
// Tells the language of a profile's frames. Internal to `summarize`.
#pragma once

#include <vector>

#include "jescope/model/profile.h"
#include "jescope/summarize/call_tree.h"

namespace jescope {

// Names like "store::load" are those of several languages: what else is in their
// module decides.
class CodeClasses {
 public:
  explicit CodeClasses(const Profile& profile);

  CodeClass of(const Frame& frame) const;

 private:
  const Profile& profile_;
  std::vector<bool> is_rust_module_;  // by StringId
};

}  // namespace jescope
