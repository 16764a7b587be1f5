// SPDX-License-Identifier: Apache-2.0
//
// The picture of a call graph in the colours of paper.
#pragma once

#include "render/drawing/drawing.h"
#include "render/graph/picture.h"

namespace jescope {

// Texts are made smaller, or are cut, where the letters that are drawn would not fit.
Drawing paint_graph(const GraphPicture& picture);

}  // namespace jescope
