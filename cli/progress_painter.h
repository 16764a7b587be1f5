// SPDX-License-Identifier: Apache-2.0
//
// When the line of progress is drawn, drawn again, and erased: what is seen of
// the work and the time go in, bytes for a terminal come out. "\r" goes to the
// line's beginning, "ESC [K" clears what is behind; there are no other controls.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "jescope/base/progress.h"

namespace jescope {

class ProgressPainter {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Work that is done sooner shows nothing.
  static constexpr std::chrono::milliseconds kPatience{500};

  // Returns what to write at `now` to a terminal of so many columns; empty:
  // nothing. To be called some ten times a second.
  std::string tick(const ProgressState& state, Time now, size_t columns);

  // Returns what to write before anything else is written; empty: nothing.
  std::string erase();

 private:
  void look(const ProgressState& state, Time now);

  uint64_t phase_ = 0;  // 0: nothing is going on
  uint64_t done_ = 0;
  Time busy_since_;
  Time phase_since_;
  Time advanced_;
  std::string drawn_;
};

}  // namespace jescope
