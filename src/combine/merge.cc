// SPDX-License-Identifier: Apache-2.0
//
// First the union of all stacks is made, then values are folded into it.
#include "jescope/combine/merge.h"

#include <vector>

#include "combine/copy_stacks.h"

namespace jescope {
namespace {

using Row = FrameStacks::Row;

void add_error(Estimate& merged, const Estimate& estimate) {
  const double sigma = merged.sigma() + estimate.sigma();
  merged.value = (Estimate{merged.value, 0} + Estimate{estimate.value, 0}).value;
  merged.variance = sigma * sigma;
}

void fold(Estimate& merged, const Estimate& estimate, MergeRule rule, Relation relation) {
  if (rule == MergeRule::kMaximum) {
    if (estimate.value > merged.value) merged = estimate;
  } else if (relation == Relation::kSnapshots) {
    add_error(merged, estimate);
  } else {
    merged += estimate;
  }
}

void fold(Values& merged, const Values& values, MergeRule rule, Relation relation) {
  for (const Metric metric : kAllMetrics) fold(merged[metric], values[metric], rule, relation);
}

void divide(Values& values, size_t by) {
  const auto n = static_cast<int64_t>(by);
  for (Estimate& estimate : values.estimates) {
    estimate.value = estimate.value / n;
    estimate.variance /= static_cast<double>(n) * static_cast<double>(n);
  }
}

// The sample of each stack row; the last element is that of no stack.
std::vector<size_t> samples_by_row(const Profile& profile) {
  std::vector<size_t> samples(profile.stacks.size() + 1);
  for (size_t i = 0; i < profile.samples.size(); ++i) {
    const Row stack = profile.samples[i].stack;
    samples[stack.is_none() ? profile.stacks.size() : stack.row()] = i;
  }
  return samples;
}

}  // namespace

Profile merge(std::span<const Profile> profiles, MergeRule rule, Relation relation) {
  if (rule == MergeRule::kLast && !profiles.empty()) {
    return merge(profiles.last(1), MergeRule::kSum, Relation::kIndependent);
  }
  ProfileBuilder builder(common_heading(profiles));
  std::vector<std::vector<Row>> rows;
  for (const Profile& profile : profiles) {
    rows.push_back(copy_stacks(profile, builder));
    for (const Sample& sample : profile.samples) {
      const Row stack = sample.stack.is_none() ? Row() : rows.back()[sample.stack.row()];
      builder.add(stack, Values());
    }
  }
  Profile merged = builder.take();
  const std::vector<size_t> samples = samples_by_row(merged);
  for (size_t i = 0; i < profiles.size(); ++i) {
    for (const Sample& sample : profiles[i].samples) {
      const size_t row =
          sample.stack.is_none() ? merged.stacks.size() : rows[i][sample.stack.row()].row();
      fold(merged.samples[samples[row]].values, sample.values, rule, relation);
    }
  }
  if (rule == MergeRule::kAverage) {
    for (Sample& sample : merged.samples) divide(sample.values, profiles.size());
  }
  return merged;
}

}  // namespace jescope
