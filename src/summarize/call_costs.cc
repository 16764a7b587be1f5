// SPDX-License-Identifier: Apache-2.0
//
// Frames of a stack, innermost first; an inlined frame belongs to the next one
// that is not:
//
//   push_back*  insert*  Cache::put  |  handle*  serve  |  main      (* inlined)
//   '--- one physical function ---'
//   at the line in push_back           at the line in handle
#include "jescope/summarize/call_costs.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "jescope/summarize/call_tree.h"

namespace jescope {
namespace {

// One physical function of a stack and the line it is at.
struct Step {
  FrameId function;  // the frame that is not inlined
  FrameId at;        // the innermost frame inlined into it, or itself
};

class CostSummer {
 public:
  explicit CostSummer(const Profile& profile) : profile_(profile) {}

  CallCosts run() {
    function_of_frame_ = number([&](const Frame& frame) { return function_of(frame); }, functions_);
    line_of_frame_ = number([&](const Frame& frame) { return line_of(frame); }, lines_);
    for (const Sample& sample : profile_.samples) add(sample);
    CallCosts costs;
    costs.functions = std::move(functions_);
    for (const auto& [key, values] : self_) {
      costs.self.push_back({key.function, lines_[key.line], values});
    }
    for (const auto& [key, values] : calls_) {
      costs.calls.push_back({key.function, lines_[key.line], key.callee, values});
    }
    return costs;
  }

 private:
  struct Key {
    uint32_t function;  // in functions_
    uint32_t line;      // in lines_
    uint32_t callee;    // in functions_; 0 in self costs
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  CostFunction function_of(const Frame& frame) const {
    return {std::string(profile_.text(frame.module)), std::string(profile_.text(frame.file)),
            has_function(frame) ? std::string(profile_.text(frame.function))
                                : place_label(profile_, frame)};
  }

  CostLine line_of(const Frame& frame) const {
    return {std::string(profile_.text(frame.file)), frame.line};
  }

  // Returns the number of each frame's key in `keys`, which it fills in order.
  template <typename KeyOf, typename Item>
  std::vector<uint32_t> number(KeyOf key_of, std::vector<Item>& keys) const {
    std::map<Item, std::vector<size_t>> frames_of;
    for (size_t i = 0; i < profile_.frames.size(); ++i) {
      frames_of[key_of(profile_.frames[i])].push_back(i);
    }
    std::vector<uint32_t> numbers(profile_.frames.size());
    for (const auto& [key, frames] : frames_of) {
      for (const size_t frame : frames) numbers[frame] = static_cast<uint32_t>(keys.size());
      keys.push_back(key);
    }
    return numbers;
  }

  uint32_t function(const Step& step) const { return function_of_frame_[step.function.row()]; }
  uint32_t line(const Step& step) const { return line_of_frame_[step.at.row()]; }

  void add(const Sample& sample) {
    const std::vector<Step> steps = without_recursion(physical_steps(sample.stack));
    if (steps.empty()) return;
    const Step& innermost = steps.back();
    self_[{function(innermost), line(innermost), 0}] += sample.values;
    for (size_t i = 0; i + 1 < steps.size(); ++i) {
      calls_[{function(steps[i]), line(steps[i]), function(steps[i + 1])}] += sample.values;
    }
  }

  // Returns the stack's physical functions, outermost first.
  std::vector<Step> physical_steps(FrameStacks::Row stack) const {
    std::vector<Step> steps;
    FrameId at;
    for (const FrameId frame : profile_.stacks.innermost_first(stack)) {
      if (at.is_none()) at = frame;
      if (profile_.frame(frame).inlined) continue;
      steps.push_back({frame, at});
      at = FrameId();
    }
    // The frame it was inlined into may be filtered away.
    if (!at.is_none()) steps.push_back({at, at});
    std::ranges::reverse(steps);
    return steps;
  }

  std::vector<Step> without_recursion(const std::vector<Step>& outermost_first) const {
    std::vector<Step> kept;
    std::unordered_map<uint32_t, size_t> place_of;  // in `kept`, by function
    for (const Step& step : outermost_first) {
      const auto [known, is_new] = place_of.emplace(function(step), kept.size());
      const size_t place = known->second;
      for (size_t i = place + 1; i < kept.size(); ++i) place_of.erase(function(kept[i]));
      if (!is_new) kept.resize(place);
      kept.push_back(step);
    }
    return kept;
  }

  const Profile& profile_;
  std::vector<CostFunction> functions_;
  std::vector<CostLine> lines_;
  std::vector<uint32_t> function_of_frame_;
  std::vector<uint32_t> line_of_frame_;
  std::map<Key, Values> self_;
  std::map<Key, Values> calls_;
};

}  // namespace

CallCosts sum_call_costs(const Profile& profile) {
  return CostSummer(profile).run();
}

CallCosts sum_change_costs(const Profile& difference, Metric metric) {
  Profile parts = difference;
  for (Sample& sample : parts.samples) {
    const Estimate change = sample.values[metric];
    sample.values = {};
    if (change.value >= 0) sample.values[kGrowthSlot] = change;
    if (change.value < 0)
      sample.values[kLossSlot] = {-std::max(change.value, -INT64_MAX), change.variance};
  }
  std::erase_if(parts.samples, [](const Sample& sample) { return sample.values.empty(); });
  return sum_call_costs(parts);
}

}  // namespace jescope
