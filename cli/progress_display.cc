// SPDX-License-Identifier: Apache-2.0
#include "cli/progress_display.h"

#include <chrono>
#include <system_error>
#include <utility>

namespace jescope {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks{100};
constexpr size_t kUsualColumns = 80;

void write(const ProgressTerminal& terminal, const std::string& bytes) {
  if (!bytes.empty()) terminal.draw(bytes);
}

}  // namespace

ProgressDisplay::ProgressDisplay(ProgressTerminal terminal)
    : terminal_(std::move(terminal)), progress_([this] {
        // Without a thread the work goes on unseen.
        try {
          thread_ = std::thread([this] { show(); });
        } catch (const std::system_error&) {
        }
      }) {}

ProgressDisplay::~ProgressDisplay() {
  {
    const std::scoped_lock lock(mutex_);
    is_ending_ = true;
  }
  ends_.notify_one();
  if (thread_.joinable()) thread_.join();
  clear();
}

void ProgressDisplay::clear() {
  const std::scoped_lock lock(mutex_);
  write(terminal_, painter_.erase());
}

void ProgressDisplay::show() {
  std::unique_lock lock(mutex_);
  while (!is_ending_) {
    const size_t columns = terminal_.columns ? terminal_.columns() : 0;
    write(terminal_, painter_.tick(progress_.look(), std::chrono::steady_clock::now(),
                                   columns == 0 ? kUsualColumns : columns));
    ends_.wait_for(lock, kBetweenLooks);
  }
}

}  // namespace jescope
