// SPDX-License-Identifier: Apache-2.0
#include "render/estimate_words.h"

#include <fmt/format.h>

#include <cmath>

#include "jescope/model/change.h"
#include "render/numbers.h"
#include "render/signed_numbers.h"

namespace jescope {

bool EstimateWords::is_noise(const Estimate& estimate) const {
  if (!is_change || estimate.value == 0) return false;
  return std::abs(static_cast<double>(estimate.value)) < kNoiseSigmas * estimate.sigma();
}

std::string EstimateWords::value(const Estimate& estimate) const {
  if (estimate.value == 0) return ".";
  if (!is_change) return format_value(estimate.value, metric, unit);
  return (is_noise(estimate) ? "~" : "") + format_change(estimate.value, metric, unit);
}

std::string EstimateWords::sums(const Estimate& self, const Estimate& cumulative) const {
  const auto amount = [&](const Estimate& estimate) {
    return estimate.value == 0 ? format_value(0, metric, unit) : value(estimate);
  };
  const auto share = [&](const Estimate& estimate) {
    return format_percent(static_cast<double>(estimate.value), static_cast<double>(whole.value));
  };
  std::string text = fmt::format("self {} ({}), cumulative {} ({})", amount(self), share(self),
                                 amount(cumulative), share(cumulative));
  if (cumulative.variance > 0) text += " ± " + format_sigma(cumulative, metric, unit);
  return text;
}

Emphasis EstimateWords::emphasis(const Estimate& self, const Estimate& cumulative) const {
  if (self.value == 0 && cumulative.value == 0) return Emphasis::kFaint;
  if (!is_change) return self.value == 0 ? Emphasis::kNone : Emphasis::kStrong;
  if (cumulative.value == 0 || is_noise(cumulative)) return Emphasis::kNone;
  return cumulative.value > 0 ? Emphasis::kGrown : Emphasis::kShrunk;
}

}  // namespace jescope
