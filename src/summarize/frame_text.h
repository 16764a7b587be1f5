// SPDX-License-Identifier: Apache-2.0
//
// A frame with its texts spelled out. Internal to `summarize`.
#pragma once

#include <vector>

#include "jescope/model/profile.h"
#include "jescope/summarize/call_tree.h"

namespace jescope {

// Returns the texts of a frame, but not its language.
CallFrame frame_text(const Profile& profile, const Frame& frame);

// Returns the texts and languages of all frames, by FrameId.
std::vector<CallFrame> frame_texts(const Profile& profile);

}  // namespace jescope
