// SPDX-License-Identifier: Apache-2.0
//
// Until when something must have happened. Internal to `fetch`.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>

namespace jescope {

class Deadline {
 public:
  explicit Deadline(double seconds)
      : end_(Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                std::chrono::duration<double>(std::min(seconds, kLongest)))) {}

  bool has_passed() const { return Clock::now() >= end_; }

  double seconds_left() const {
    return std::max(0.0, std::chrono::duration<double>(end_ - Clock::now()).count());
  }

  // For poll(2): never 0 while there is time left.
  int milliseconds_left() const {
    return static_cast<int>(std::ceil(std::min(seconds_left() * 1000, 1e9)));
  }

  static Deadline earlier(const Deadline& a, const Deadline& b) { return a.end_ < b.end_ ? a : b; }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr double kLongest = 1e7;  // seconds

  Clock::time_point end_;
};

}  // namespace jescope
