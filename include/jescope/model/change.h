// SPDX-License-Identifier: Apache-2.0
//
// The change of an estimate between two dumps, and its sampling error. Dumps of
// one process share it: what both hold was sampled once, so only what was freed
// and allocated between them adds to the error of the change. Dumps of two
// processes were sampled apart: both errors count.
#pragma once

#include <string_view>

#include "jescope/model/values.h"

namespace jescope {

// How the sampling errors of several dumps hang together.
enum class Relation {
  kIndependent,  // different processes: variances add
  kSnapshots,    // of one process: what survives keeps its error
};

// Where the error of a change comes from.
enum class ChangeError {
  kBothSides,   // two processes: the errors of both sides
  kCounted,     // one process with prof_accum: what was allocated and freed between, as counted
  kUpperBound,  // one process without it: as if nothing had survived; the truth is less
};

// Returns the rule for two dumps; `have_totals`: both accumulated the totals.
ChangeError change_error(Relation relation, bool have_totals);

// Returns the rule in a few words for a heading: "two processes: both sampling
// errors count".
std::string_view describe(ChangeError error);

// A change by less than this many standard deviations is noise: of two equal
// programs, 1 number in 370 differs by more.
inline constexpr double kNoiseSigmas = 3;

struct Change {
  Estimate before;
  Estimate after;
  double variance = 0;  // of the change

  int64_t value() const;  // after - before; saturates
  double sigma() const { return std::sqrt(variance); }

  // True when the change is nothing, or not told apart from nothing.
  bool is_noise() const;

  Change& operator+=(const Change& other);
  friend bool operator==(const Change&, const Change&) = default;
};

// Returns the change of one stack's `metric`. With n objects sampled on a side
// and v = (a/p)²(1-p) the variance of each (see normalize/scale.h):
//
//   kBothSides   v(n1 + n2)
//   kCounted     v(allocated + freed), where allocated is the difference of the
//                totals and freed is allocated less the growth; not more than
//                kUpperBound, since what came and went between has no part in it
//   kUpperBound  v(n1 + n2); at least v|n2 - n1|, the error if only the net
//                change had come or gone
//
// The alloc_ metrics only grow: within a process their error is that of what was
// allocated between.
//
// Estimates are rounded to whole units, each record's differently in each dump.
// Where both sides are sampled, the bytes differ by less than jemalloc's smallest
// object, 8 bytes, and the error is below 1, nothing came or went: the error is then
// the difference, so it is noise. Dumps of every allocation are exact.
Change change_between(const Values& before, const Values& after, Metric metric, ChangeError error);

}  // namespace jescope
