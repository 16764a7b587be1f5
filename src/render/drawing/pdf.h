// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "render/drawing/drawing.h"

namespace jescope {

// Returns the drawing as a PDF of one page as large as it is, or 200 inches long at
// most. Text can be searched and copied, also where its letters are boxes.
std::string write_pdf(const Drawing& drawing);

}  // namespace jescope
