// SPDX-License-Identifier: Apache-2.0
//
// Names and paths as the lines of a symbolized dump can hold them. Internal to
// `render`.
#pragma once

#include <string>
#include <string_view>

#include "jescope/model/profile.h"

namespace jescope {

// Returns the name of `frame`'s function, altered where readers would take it
// for something else; its place where it has no name.
std::string dump_name_of(const Profile& profile, const Frame& frame);

// Returns `name` altered in the same way.
std::string dump_name_of(std::string_view name);

// True when another name may be joined to `name`.
bool can_be_joined(const std::string& name);

// True when a line of the map can say `path`.
bool can_be_mapped(std::string_view path);

}  // namespace jescope
