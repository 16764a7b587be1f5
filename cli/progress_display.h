// SPDX-License-Identifier: Apache-2.0
//
// Shows on a terminal how far the work is. A thread of its own looks ten times a
// second, so that the work is not held up by the terminal.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

#include "cli/progress_painter.h"
#include "jescope/base/progress.h"

namespace jescope {

// A terminal on which a line can be drawn again.
struct ProgressTerminal {
  std::function<void(std::string_view)> draw = {};  // empty: there is none
  std::function<size_t()> columns = {};             // now; 0: unknown
};

class ProgressDisplay {
 public:
  explicit ProgressDisplay(ProgressTerminal terminal);
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;
  // Erases the line.
  ~ProgressDisplay();

  // What the work is to be told to; null: nobody looks.
  Progress* progress() { return terminal_.draw ? &progress_ : nullptr; }

  // Erases the line, to be called before something else is written.
  void clear();

 private:
  void show();

  const ProgressTerminal terminal_;
  std::mutex mutex_;
  std::condition_variable ends_;
  bool is_ending_ = false;
  ProgressPainter painter_;
  Progress progress_;
  std::thread thread_;  // begins with the first phase
};

}  // namespace jescope
