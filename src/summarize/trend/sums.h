// SPDX-License-Identifier: Apache-2.0
//
// Adds up stacks over a series of dumps, a group of stacks at a time, so that
// memory does not grow with rows × dumps. Internal to `summarize`.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "jescope/model/change.h"
#include "jescope/model/profile.h"

namespace jescope {

// The two metrics of a trend, in bytes and objects: both live or both total.
struct MetricPair {
  Metric bytes = Metric::kInuseSpace;
  Metric objects = Metric::kInuseObjects;
};

MetricPair metric_pair(Metric metric);

// One metric of a group of stacks, dump by dump.
struct SummedSeries {
  std::vector<double> values;
  Estimate first;
  Estimate last;
  std::vector<double> variances;  // of the values' sampling
  double change_variance = 0;     // of last - first
  double recent_variance = 0;     // of last - middle
};

struct SummedGroup {
  SummedSeries bytes;
  SummedSeries objects;
  double allocated = 0;  // bytes, from the first dump to the last; 0 without prof_accum
  double live = 0;       // mean bytes over the dumps
};

class TrendSums {
 public:
  // Sorts the samples of `series` by stack; `series` must outlive the object.
  TrendSums(const Profile& series, MetricPair metrics);

  // The distinct stacks; the others' numbers refer to this list.
  const std::vector<FrameStacks::Row>& stacks() const { return stacks_; }
  size_t dumps() const { return dumps_; }

  // How many dumps to judge by: a last one written at exit is not a step away
  // from the one before.
  size_t judged() const { return judged_; }

  // The first of the judged dumps in the second half, which has six where there are as
  // many: a line through fewer says little.
  size_t middle() const;

  // Returns the sums over the stacks of a group.
  SummedGroup sum(std::span<const uint32_t> group) const;

  // Returns how `metric` of a group changed from the first dump to the last.
  Change change(std::span<const uint32_t> group, Metric metric) const;

 private:
  struct Ends;

  Ends ends(uint32_t stack) const;
  void add_samples(uint32_t stack, SummedGroup& group) const;
  void add_ends(uint32_t stack, SummedGroup& group) const;

  const Profile& series_;
  MetricPair metrics_;
  size_t dumps_;
  size_t judged_;
  ChangeError error_;
  std::vector<FrameStacks::Row> stacks_;
  std::vector<uint32_t> first_sample_;  // in samples_, by stack; one more than there are stacks
  std::vector<uint32_t> samples_;       // by stack, then by snapshot
};

}  // namespace jescope
