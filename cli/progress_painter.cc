// SPDX-License-Identifier: Apache-2.0
#include "cli/progress_painter.h"

#include "cli/progress_line.h"

namespace jescope {
namespace {

std::string redraw(const std::string& line) {
  return "\r" + line + "\x1b[K";
}

}  // namespace

// Phases that follow each other are one stretch of work.
void ProgressPainter::look(const ProgressState& state, Time now) {
  if (phase_ == 0) busy_since_ = now;
  if (state.phase != phase_) phase_since_ = advanced_ = now;
  if (state.done != done_) advanced_ = now;
  phase_ = state.phase;
  done_ = state.done;
}

std::string ProgressPainter::tick(const ProgressState& state, Time now, size_t columns) {
  look(state, now);
  if (state.phase == 0) return erase();
  if (now - busy_since_ < kPatience || columns < 2) return {};
  // A terminal that is written to its last column may begin a new line.
  std::string line = progress_line(state, {now - phase_since_, now - advanced_}, columns - 1);
  if (line == drawn_) return {};
  drawn_ = std::move(line);
  return redraw(drawn_);
}

std::string ProgressPainter::erase() {
  if (drawn_.empty()) return {};
  drawn_.clear();
  return redraw(drawn_);
}

}  // namespace jescope
