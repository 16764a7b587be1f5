// SPDX-License-Identifier: Apache-2.0
//
// Pictures for paper, mail and programs that show no SVG.
#pragma once

#include <string>

namespace jescope {

enum class PrintFormat { kPdf, kPs, kEps, kGif, kPng };

struct PrintedPicture {
  std::string bytes;
  double scale = 1;  // less where all of its size would be more than the format takes
};

}  // namespace jescope
