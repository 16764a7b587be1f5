// SPDX-License-Identifier: Apache-2.0
//
// Samples are sorted by stack once, by counting; a group's sums then touch only
// the samples of its stacks.
#include "summarize/trend/sums.h"

#include <algorithm>
#include <optional>

#include "jescope/model/dump_name.h"

namespace jescope {
namespace {

// The rows of the stacks that have samples, in ascending order; none() last.
std::vector<FrameStacks::Row> distinct_stacks(const Profile& series) {
  std::vector<FrameStacks::Row> stacks;
  std::vector<bool> seen(series.stacks.size() + 1);
  for (const Sample& sample : series.samples) {
    const size_t at = sample.stack.is_none() ? series.stacks.size() : sample.stack.row();
    if (!seen[at]) stacks.push_back(sample.stack);
    seen[at] = true;
  }
  std::ranges::sort(stacks);
  return stacks;
}

// Returns each row's place in `stacks`; the last one is that of none().
std::vector<uint32_t> places_of(const std::vector<FrameStacks::Row>& stacks, size_t rows) {
  std::vector<uint32_t> places(rows + 1);
  for (size_t i = 0; i < stacks.size(); ++i) {
    places[stacks[i].is_none() ? rows : stacks[i].row()] = static_cast<uint32_t>(i);
  }
  return places;
}

size_t count_judged(const Profile& series) {
  constexpr size_t kFewest = 2;  // a line needs them
  const size_t dumps = std::max<size_t>(1, series.snapshots.size());
  if (dumps <= kFewest) return dumps;
  const std::optional<DumpName> name = parse_dump_name(series.snapshots.back().source);
  return name && name->kind == DumpKind::kFinal ? dumps - 1 : dumps;
}

void add_sample(const Sample& sample, Metric metric, SummedSeries& series) {
  series.values[sample.snapshot] += static_cast<double>(sample.values[metric].value);
  series.variances[sample.snapshot] += sample.values[metric].variance;
}

}  // namespace

struct TrendSums::Ends {
  Values first;
  Values middle;
  Values last;
};

MetricPair metric_pair(Metric metric) {
  if (counts_freed(metric)) return {Metric::kAllocSpace, Metric::kAllocObjects};
  return {Metric::kInuseSpace, Metric::kInuseObjects};
}

TrendSums::TrendSums(const Profile& series, MetricPair metrics)
    : series_(series),
      metrics_(metrics),
      dumps_(std::max<size_t>(1, series.snapshots.size())),
      judged_(count_judged(series)),
      error_(change_error(Relation::kSnapshots, series.has_totals)),
      stacks_(distinct_stacks(series)),
      first_sample_(stacks_.size() + 1),
      samples_(series.samples.size()) {
  const std::vector<uint32_t> places = places_of(stacks_, series.stacks.size());
  const auto place = [&](const Sample& sample) {
    return places[sample.stack.is_none() ? series.stacks.size() : sample.stack.row()];
  };
  for (const Sample& sample : series.samples) ++first_sample_[place(sample) + 1];
  for (size_t i = 0; i < stacks_.size(); ++i) first_sample_[i + 1] += first_sample_[i];
  std::vector<uint32_t> next = first_sample_;
  for (size_t i = 0; i < samples_.size(); ++i) {
    samples_[next[place(series.samples[i])]++] = static_cast<uint32_t>(i);
  }
}

size_t TrendSums::middle() const {
  constexpr size_t kLeastRecent = 6;
  return std::min((judged_ - 1) / 2, judged_ - std::min(judged_, kLeastRecent));
}

TrendSums::Ends TrendSums::ends(uint32_t stack) const {
  Ends ends;
  for (uint32_t i = first_sample_[stack]; i < first_sample_[stack + 1]; ++i) {
    const Sample& sample = series_.samples[samples_[i]];
    if (sample.snapshot == 0) ends.first += sample.values;
    if (sample.snapshot == middle()) ends.middle += sample.values;
    if (sample.snapshot + 1 == dumps_) ends.last += sample.values;
  }
  return ends;
}

void TrendSums::add_samples(uint32_t stack, SummedGroup& group) const {
  const auto dump_count = static_cast<double>(dumps_);
  for (uint32_t i = first_sample_[stack]; i < first_sample_[stack + 1]; ++i) {
    const Sample& sample = series_.samples[samples_[i]];
    add_sample(sample, metrics_.bytes, group.bytes);
    add_sample(sample, metrics_.objects, group.objects);
    group.live += static_cast<double>(sample.values[Metric::kInuseSpace].value) / dump_count;
  }
}

void TrendSums::add_ends(uint32_t stack, SummedGroup& group) const {
  const Ends ends = this->ends(stack);
  const auto add = [&](Metric metric, SummedSeries& series) {
    series.first += ends.first[metric];
    series.last += ends.last[metric];
    series.change_variance += change_between(ends.first, ends.last, metric, error_).variance;
    series.recent_variance += change_between(ends.middle, ends.last, metric, error_).variance;
  };
  add(metrics_.bytes, group.bytes);
  add(metrics_.objects, group.objects);
  const auto allocated = [](const Values& values) {
    return static_cast<double>(values[Metric::kAllocSpace].value);
  };
  group.allocated += std::max(0.0, allocated(ends.last) - allocated(ends.first));
}

SummedGroup TrendSums::sum(std::span<const uint32_t> group) const {
  SummedGroup sums;
  for (SummedSeries* series : {&sums.bytes, &sums.objects}) {
    series->values.resize(dumps_);
    series->variances.resize(dumps_);
  }
  for (const uint32_t stack : group) {
    add_samples(stack, sums);
    add_ends(stack, sums);
  }
  return sums;
}

Change TrendSums::change(std::span<const uint32_t> group, Metric metric) const {
  Change change;
  for (const uint32_t stack : group) {
    const Ends ends = this->ends(stack);
    change += change_between(ends.first, ends.last, metric, error_);
  }
  return change;
}

}  // namespace jescope
