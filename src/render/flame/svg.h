// SPDX-License-Identifier: Apache-2.0
//
// The parts of a flame graph as elements of an SVG.
#pragma once

#include <string>
#include <vector>

#include "render/flame/picture.h"

namespace jescope {

// A head without numbers has title and subtitle only.
std::string head_element(const FlameHead& head);

std::string frames_element(const std::vector<FlameFrame>& frames);

std::string legend_element(const FlameLegend& legend);

}  // namespace jescope
