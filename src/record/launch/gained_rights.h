// SPDX-License-Identifier: Apache-2.0
//
// Whether running a file gives rights that its user does not have. The loader then
// ignores LD_PRELOAD, so that nobody can put code into such a process. Internal to `record`.
#pragma once

#include <string>

namespace jescope {

// Returns by what rights are gained: "set-user-ID", "set-group-ID", "file capabilities";
// empty: none are.
std::string gained_rights(const std::string& path);

}  // namespace jescope
