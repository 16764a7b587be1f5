// SPDX-License-Identifier: Apache-2.0
//
// One line on standard error that says what is waited for, drawn again and
// again in place, and gone at the end:
//
//   debuginfod: 3 of 17, libjvm.so, 12 s
#pragma once

#include <chrono>
#include <string>

namespace jescope {

class ProgressLine {
 public:
  explicit ProgressLine(bool is_shown) : is_shown_(is_shown) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  // Starts to wait for `what`, which may hold any bytes.
  void start(const std::string& what);

  // Draws the line if another second is over.
  void tick();

 private:
  const bool is_shown_;
  std::string what_;
  std::chrono::steady_clock::time_point since_;
  std::chrono::seconds drawn_{-1};
};

}  // namespace jescope
