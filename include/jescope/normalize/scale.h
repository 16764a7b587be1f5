// SPDX-License-Identifier: Apache-2.0
//
// From sampled counts to estimates of the truth, with their variance.
#pragma once

#include <array>
#include <cstdint>

#include "jescope/model/dump.h"
#include "jescope/model/values.h"

namespace jescope {

// Makes estimates of records' counts. Records must be scaled one by
// one and then added; the other order is wrong by factors, because jemalloc
// 5.3 and later print numbers that are distorted for exactly this formula.
//
// kPoisson: n objects of mean size a are each sampled with probability
// p = 1 - exp(-a / period); objects n/p with variance n(1-p)/p², bytes na/p
// with variance n(a/p)²(1-p) (jemalloc's PROFILING_INTERNALS.md; Horvitz and
// Thompson 1952). kRatio: the same with p = min(1, a / period). kNone: as is.
//
// Estimates are fractions; their values are rounded, and what one record's
// rounding leaves over is carried to the next. A dump of a thousand records of
// 1.4 objects each so holds 1,400 objects, not 1,000.
class Scaler {
 public:
  Scaler(Scaling scaling, uint64_t sample_period_bytes)
      : scaling_(scaling), sample_period_bytes_(sample_period_bytes) {}

  Values scale(const Counts& counts);

 private:
  Scaling scaling_;
  uint64_t sample_period_bytes_;
  std::array<double, kAllMetrics.size()> carries_ = {};
};

// Returns the estimates of a single record.
Values scale(const Counts& counts, Scaling scaling, uint64_t sample_period_bytes);

}  // namespace jescope
