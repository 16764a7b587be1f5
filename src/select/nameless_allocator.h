// SPDX-License-Identifier: Apache-2.0
//
// Recognizes jemalloc's own frames where nothing has a name: in a stripped
// program it is linked into, or when the program is not at hand. Internal to
// `select`.
#pragma once

#include <vector>

#include "jescope/model/profile.h"

namespace jescope {

// Returns for each frame whether it is jemalloc's by its position.
std::vector<bool> nameless_allocator_frames(const Profile& profile);

}  // namespace jescope
