// SPDX-License-Identifier: Apache-2.0
//
//   whole 10, weights 1 1 1      parts 3 3 4: each goes up to where its share ends
#include "normalize/thread_shares.h"

#include <algorithm>

namespace jescope {
namespace {

void share_out(const Estimate& whole, Metric metric, std::span<const Values> weights,
               std::vector<Values>& parts) {
  double sum = 0;
  for (const Values& weight : weights) sum += static_cast<double>(weight[metric].value);
  if (sum <= 0) {
    parts.front()[metric] = whole;
    return;
  }
  double weight_so_far = 0;
  int64_t given = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    const auto weight = static_cast<double>(weights[i][metric].value);
    weight_so_far += weight;
    const bool is_last = i + 1 == weights.size();
    const double end = static_cast<double>(whole.value) * std::min(1.0, weight_so_far / sum);
    const int64_t until = is_last ? whole.value : std::min(whole.value, static_cast<int64_t>(end));
    parts[i][metric] = {until - given, whole.variance * weight / sum};
    given = until;
  }
}

}  // namespace

std::vector<Values> share_out(const Values& whole, std::span<const Values> weights) {
  std::vector<Values> parts(weights.size());
  for (const Metric metric : kAllMetrics) share_out(whole[metric], metric, weights, parts);
  return parts;
}

}  // namespace jescope
