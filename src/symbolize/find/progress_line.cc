// SPDX-License-Identifier: Apache-2.0
//
// "\r" goes to the line's beginning, "ESC [K" clears what is behind.
#include "symbolize/find/progress_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include "jescope/base/output_file.h"
#include "jescope/base/printable.h"

namespace jescope {
namespace {

void draw(const std::string& text) {
  (void)write_all(STDERR_FILENO, "\r" + text + "\x1b[K", "standard error");
}

}  // namespace

ProgressLine::~ProgressLine() {
  if (is_shown_ && drawn_.count() >= 0) draw("");
}

void ProgressLine::start(const std::string& what) {
  what_ = printable_text(what);
  since_ = std::chrono::steady_clock::now();
  drawn_ = std::chrono::seconds(-1);
  tick();
}

void ProgressLine::tick() {
  using std::chrono::seconds;
  if (!is_shown_) return;
  const auto waited = std::chrono::floor<seconds>(std::chrono::steady_clock::now() - since_);
  if (waited == drawn_) return;
  drawn_ = waited;
  draw(waited.count() == 0 ? what_ : fmt::format("{}, {} s", what_, waited.count()));
}

}  // namespace jescope
