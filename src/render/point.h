// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace jescope {

// A place in a picture, in pixels; y grows downwards.
struct Point {
  double x = 0;
  double y = 0;

  bool operator==(const Point&) const = default;
};

}  // namespace jescope
