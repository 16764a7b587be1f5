// SPDX-License-Identifier: Apache-2.0
#include "summarize/trend/rank.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace jescope {
namespace {

// Suspects, then what grows, then the rest.
int grade(TrendVerdict verdict) {
  if (verdict == TrendVerdict::kLeakSuspect) return 0;
  return verdict == TrendVerdict::kGrowing ? 1 : 2;
}

bool comes_before(const TrendCandidate& a, const TrendCandidate& b) {
  const int left = grade(a.row.verdict);
  const int right = grade(b.row.verdict);
  if (left != right) return left < right;
  if (a.weight != b.weight) return a.weight > b.weight;
  if (a.row.bytes.peak != b.row.bytes.peak) return a.row.bytes.peak > b.row.bytes.peak;
  return std::tie(a.row.name, a.row.callers) < std::tie(b.row.name, b.row.callers);
}

void sort(std::vector<TrendCandidate>& candidates) {
  std::ranges::stable_sort(candidates, comes_before);
}

// A cause often allocates at many places. Its second place counts a quarter, its
// third a sixteenth, so other causes are seen.
void make_room_for_other_causes(std::vector<TrendCandidate>& candidates) {
  std::unordered_map<uint32_t, double> factor;
  for (TrendCandidate& candidate : candidates) {
    if (candidate.cause.is_none()) continue;
    double& next = factor.emplace(candidate.cause.raw(), 1).first->second;
    candidate.weight *= next;
    next /= 4;
  }
}

double gain(const TrendSeries& series) {
  return std::max(0.0, static_cast<double>(series.growth()));
}

double share(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

void weigh(std::vector<TrendCandidate>& candidates, Metric metric) {
  double bytes = 0;
  double objects = 0;
  for (const TrendCandidate& candidate : candidates) {
    bytes += gain(candidate.row.bytes);
    objects += gain(candidate.row.objects);
  }
  const bool in_bytes = unit_of(metric) == Unit::kBytes;
  for (TrendCandidate& candidate : candidates) {
    const double of_bytes = share(gain(candidate.row.bytes), bytes);
    const double of_objects = share(gain(candidate.row.objects), objects);
    const double other = in_bytes ? of_objects : of_bytes;
    candidate.row.share = in_bytes ? of_bytes : of_objects;
    candidate.weight = std::max(candidate.row.share, other / 2);
  }
}

}  // namespace

std::vector<TrendCandidate> rank(std::vector<TrendCandidate> candidates, Metric metric) {
  weigh(candidates, metric);
  sort(candidates);
  make_room_for_other_causes(candidates);
  sort(candidates);
  return candidates;
}

}  // namespace jescope
