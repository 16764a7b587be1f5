// SPDX-License-Identifier: Apache-2.0
//
// How far the work is, as one line of a terminal:
//
//   reading dumps: 12 of 800  [====>            ]  1.2 of 8.0 GiB  35.0 MiB/s  20 s left
//
//   naming addresses: libjvm.so  [===>        ]  3 of 12 modules  4 s
//
//   grouping 760,000 stacks  2 s
//
// Where columns are few the bar goes first, then the rate, then the middle
// becomes a share, and the words are cut.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "jescope/base/progress.h"

namespace jescope {

struct ProgressTimes {
  std::chrono::duration<double> in_phase{0};
  std::chrono::duration<double> without_advance{0};
};

// Returns the line, at most `columns` wide. Time left is told only of an even
// phase that has shown its pace and still advances.
std::string progress_line(const ProgressState& state, const ProgressTimes& times, size_t columns);

}  // namespace jescope
