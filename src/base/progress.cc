// SPDX-License-Identifier: Apache-2.0
//
// The mutex guards the list of phases and their words; counts are atomic.
#include "jescope/base/progress.h"

#include <algorithm>
#include <utility>

namespace jescope {

Progress::Progress(std::function<void()> at_first_phase)
    : at_first_phase_(std::move(at_first_phase)) {}

ProgressState Progress::look() const {
  const std::scoped_lock lock(mutex_);
  if (open_.empty()) return {};
  const ProgressPhase& phase = shown();
  return {phase.number_, phase.plan_, phase.detail_, phase.done_.load(std::memory_order_relaxed)};
}

const ProgressPhase& Progress::shown() const {
  const auto tells_rest = [](const ProgressPhase* phase) {
    const ProgressPlan& plan = phase->plan_;
    return plan.pace == ProgressPace::kEven &&
           phase->done_.load(std::memory_order_relaxed) < plan.total;
  };
  const auto found = std::find_if(open_.begin(), open_.end(), tells_rest);
  return found == open_.end() ? *open_.back() : **found;
}

void Progress::begin(ProgressPhase& phase) {
  if (begun_ == 0 && at_first_phase_) at_first_phase_();
  const std::scoped_lock lock(mutex_);
  phase.number_ = ++begun_;
  open_.push_back(&phase);
}

void Progress::end() {
  const std::scoped_lock lock(mutex_);
  open_.pop_back();
}

ProgressPhase::ProgressPhase(Progress* progress, ProgressPlan plan)
    : progress_(progress), plan_(std::move(plan)) {
  if (progress_ != nullptr) progress_->begin(*this);
}

ProgressPhase::~ProgressPhase() {
  if (progress_ != nullptr) progress_->end();
}

void ProgressPhase::set_detail(std::string detail) {
  if (progress_ == nullptr) return;
  const std::scoped_lock lock(progress_->mutex_);
  detail_ = std::move(detail);
}

}  // namespace jescope
