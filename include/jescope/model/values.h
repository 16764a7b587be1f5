// SPDX-License-Identifier: Apache-2.0
//
// The four numbers a heap profile gives for a stack, each an estimate with a
// variance: jemalloc samples, so every number has an error that can be
// computed from the dump. Live means allocated and not yet freed; total means
// allocated since the start, freed or not.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jescope {

enum class Metric { kInuseSpace, kInuseObjects, kAllocSpace, kAllocObjects };

inline constexpr std::array kAllMetrics = {Metric::kInuseSpace, Metric::kInuseObjects,
                                           Metric::kAllocSpace, Metric::kAllocObjects};

// What a metric counts.
enum class Unit { kBytes, kObjects };

constexpr Unit unit_of(Metric metric) {
  return metric == Metric::kInuseSpace || metric == Metric::kAllocSpace ? Unit::kBytes
                                                                        : Unit::kObjects;
}

// True for the metrics that count every allocation, freed or not.
constexpr bool counts_freed(Metric metric) {
  return metric == Metric::kAllocSpace || metric == Metric::kAllocObjects;
}

// Returns the name used on the command line and in JSON, as "inuse_space".
std::string_view metric_name(Metric metric);

// Returns its words for a person: in a sentence "allocated bytes", in a heading "bytes
// allocated since the start"; of the live ones both are "live bytes".
std::string_view metric_words(Metric metric);
std::string_view metric_title(Metric metric);

// An estimate in the metric's unit and the variance of its sampling error.
// Sums saturate at the ends of int64_t.
struct Estimate {
  int64_t value = 0;
  double variance = 0;

  double sigma() const { return std::sqrt(variance); }
  Estimate& operator+=(const Estimate& other);
  friend Estimate operator+(Estimate left, const Estimate& right) { return left += right; }
  friend bool operator==(const Estimate&, const Estimate&) = default;
};

// Returns how far `value` is from zero.
constexpr uint64_t magnitude(int64_t value) {
  return value < 0 ? -static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
}

// True when `left` stands before `right` in a table: further from zero, and
// growth before what shrank as much.
constexpr bool ranks_before(int64_t left, int64_t right) {
  return magnitude(left) != magnitude(right) ? magnitude(left) > magnitude(right) : left > right;
}

// One estimate a metric.
struct Values {
  std::array<Estimate, kAllMetrics.size()> estimates;

  const Estimate& operator[](Metric metric) const { return estimates[static_cast<size_t>(metric)]; }
  Estimate& operator[](Metric metric) { return estimates[static_cast<size_t>(metric)]; }

  // True when all four values are zero.
  bool empty() const;
  Values& operator+=(const Values& other);
  friend bool operator==(const Values&, const Values&) = default;
};

}  // namespace jescope
