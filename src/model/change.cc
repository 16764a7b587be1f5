// SPDX-License-Identifier: Apache-2.0
#include "jescope/model/change.h"

#include <algorithm>

namespace jescope {
namespace {

Metric total_of(Metric metric) {
  return unit_of(metric) == Unit::kBytes ? Metric::kAllocSpace : Metric::kAllocObjects;
}

// The variance that came to `metric` between the snapshots.
double added_variance(const Values& before, const Values& after, Metric metric) {
  return after[metric].variance - before[metric].variance;
}

double counted_variance(const Values& before, const Values& after, Metric metric) {
  const double allocated = std::max(0.0, added_variance(before, after, total_of(metric)));
  if (counts_freed(metric)) return allocated;
  const double growth = added_variance(before, after, metric);
  const double freed = std::max(0.0, allocated - growth);
  const double most = before[metric].variance + after[metric].variance;
  return std::clamp(allocated + freed, std::min(std::abs(growth), most), most);
}

// jemalloc gives out no less.
constexpr uint64_t kSmallestObjectBytes = 8;

Metric bytes_of(Metric metric) {
  return counts_freed(metric) ? Metric::kAllocSpace : Metric::kInuseSpace;
}

// True when the sides differ, but by less than any object: by rounding.
bool is_rounding(const Values& before, const Values& after, Metric metric) {
  const Estimate& from = before[bytes_of(metric)];
  const Estimate& to = after[bytes_of(metric)];
  const bool is_sampled = from.variance > 0 && to.variance > 0;
  return is_sampled && magnitude(Change{from, to}.value()) < kSmallestObjectBytes;
}

}  // namespace

ChangeError change_error(Relation relation, bool have_totals) {
  if (relation == Relation::kIndependent) return ChangeError::kBothSides;
  return have_totals ? ChangeError::kCounted : ChangeError::kUpperBound;
}

std::string_view describe(ChangeError error) {
  switch (error) {
    case ChangeError::kBothSides: return "two processes: the sampling errors of both count";
    case ChangeError::kCounted:
      return "one process: only what was allocated and freed between adds to the sampling error";
    case ChangeError::kUpperBound:
      return "one process without prof_accum: the sampling error is an upper bound";
  }
  return {};
}

int64_t Change::value() const {
  // Estimates are not negative in a dump, but sums and differences may be.
  int64_t result = 0;
  if (!__builtin_sub_overflow(after.value, before.value, &result)) return result;
  return after.value > before.value ? INT64_MAX : INT64_MIN;
}

bool Change::is_noise() const {
  const auto change = static_cast<double>(value());
  return change == 0 || std::abs(change) < kNoiseSigmas * sigma();
}

Change& Change::operator+=(const Change& other) {
  before += other.before;
  after += other.after;
  variance += other.variance;
  return *this;
}

Change change_between(const Values& before, const Values& after, Metric metric, ChangeError error) {
  const double both = before[metric].variance + after[metric].variance;
  const double variance =
      error == ChangeError::kCounted ? counted_variance(before, after, metric) : both;
  Change change{before[metric], after[metric], variance};
  if (variance < 1 && is_rounding(before, after, metric)) {
    const auto rounded = static_cast<double>(change.value());
    change.variance = std::max(variance, rounded * rounded);
  }
  return change;
}

}  // namespace jescope
