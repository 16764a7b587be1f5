// SPDX-License-Identifier: Apache-2.0
//
// Which colour a value has.
#pragma once

#include "render/graph/picture.h"
#include "render/graph/words.h"

namespace jescope {

// Returns the tone of what a function holds itself.
Tone tone_of(const CallGraph& graph, const GraphWords& words, const Estimate& self);

// Returns which way a change goes that is more than noise.
ChangeSign sign_of(const CallGraph& graph, const GraphWords& words, const Estimate& estimate);

}  // namespace jescope
