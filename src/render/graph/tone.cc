// SPDX-License-Identifier: Apache-2.0
#include "render/graph/tone.h"

#include <algorithm>
#include <array>

namespace jescope {
namespace {

// What a function holds itself, of the largest: up to each of these is a heat.
constexpr std::array kHeats = {0.01, 0.05, 0.15, 0.35};

// The same of a change, of the base's total: the steps of the flame graph.
constexpr std::array kChangeSteps = {0.01, 0.05, kGraphFullChange};

Tone step_from(Tone first, int64_t steps) {
  return static_cast<Tone>(static_cast<int64_t>(first) + steps);
}

Tone change_tone(const GraphWords& words, const Estimate& change) {
  if (words.is_noise(change)) return Tone::kNoise;
  const double part = words.part_of_base(change);
  const auto step =
      std::ranges::count_if(kChangeSteps, [part](double least) { return part >= least; });
  return step_from(change.value > 0 ? Tone::kGrown1 : Tone::kShrunk1, step);
}

}  // namespace

Tone tone_of(const CallGraph& graph, const GraphWords& words, const Estimate& self) {
  if (self.value == 0) return Tone::kHeat0;
  if (graph.is_change) return change_tone(words, self);
  const double share = words.share(self);
  const auto heat = std::ranges::count_if(kHeats, [share](double most) { return share > most; });
  return step_from(Tone::kHeat1, heat);
}

ChangeSign sign_of(const CallGraph& graph, const GraphWords& words, const Estimate& estimate) {
  if (!graph.is_change || words.is_noise(estimate)) return ChangeSign::kNone;
  return estimate.value > 0 ? ChangeSign::kGrown : ChangeSign::kShrunk;
}

}  // namespace jescope
