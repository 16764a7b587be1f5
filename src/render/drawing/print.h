// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jescope/render/printed_picture.h"
#include "render/drawing/drawing.h"

namespace jescope {

PrintedPicture print(const Drawing& drawing, PrintFormat format);

}  // namespace jescope
