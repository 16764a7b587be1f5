// SPDX-License-Identifier: Apache-2.0
#include "normalize/thread_samples.h"

#include <vector>

#include "jescope/normalize/scale.h"
#include "normalize/thread_shares.h"

namespace jescope {

ThreadSamples::ThreadSamples(const Dump& dump) : dump_(dump) {
  for (const DumpThread& thread : dump.threads) {
    slots_.try_emplace(thread.number, static_cast<uint32_t>(slots_.size() + 1));
  }
}

void ThreadSamples::add(LocationStacks::Row stack, const Values& whole,
                        std::span<const ThreadCounts> lines) {
  if (lines.empty()) {
    sums_[{kNoThread, stack.raw()}] += whole;
    return;
  }
  std::vector<Values> weights;
  for (const ThreadCounts& line : lines) {
    weights.push_back(scale(line.counts, dump_.scaling, dump_.sample_period_bytes));
  }
  const std::vector<Values> parts = share_out(whole, weights);
  for (size_t i = 0; i < lines.size(); ++i) {
    if (parts[i].empty()) continue;
    const auto next = static_cast<uint32_t>(slots_.size() + 1);
    const uint32_t slot = slots_.try_emplace(lines[i].thread, next).first->second;
    sums_[{slot, stack.raw()}] += parts[i];
  }
}

void ThreadSamples::move_into(AddressProfile& profile) const {
  std::map<uint32_t, uint64_t> numbers;
  for (const auto& [number, slot] : slots_) numbers.emplace(slot, number);
  std::map<uint64_t, std::string> names;
  for (const DumpThread& thread : dump_.threads) names.emplace(thread.number, thread.name);
  uint32_t last = UINT32_MAX;
  for (const auto& [key, values] : sums_) {
    const auto [slot, row] = key;
    if (slot != last) {
      Snapshot snapshot;
      snapshot.source = dump_.source;
      snapshot.has_totals = profile.has_totals;
      snapshot.sample_period_bytes = dump_.sample_period_bytes;
      if (slot != kNoThread) snapshot.thread = numbers[slot];
      if (snapshot.thread) snapshot.thread_name = names[*snapshot.thread];
      profile.snapshots.push_back(std::move(snapshot));
    }
    last = slot;
    const bool has_stack = row != LocationStacks::Row::none().raw();
    profile.samples.push_back({has_stack ? LocationStacks::Row(row) : LocationStacks::Row(), values,
                               static_cast<uint32_t>(profile.snapshots.size() - 1)});
  }
}

}  // namespace jescope
