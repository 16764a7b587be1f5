// SPDX-License-Identifier: Apache-2.0
//
// Made-up call trees as profiles, of one dump or of two, so that trees can be
// built from them in every direction and metric.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "jescope/model/profile_builder.h"
#include "tests/browser/flame/flame_trees.h"

namespace jescope {

inline Frame frame_of(ProfileBuilder& builder, const CallFrame& text) {
  Frame frame;
  frame.function = builder.intern(text.name);
  if (!text.file.empty()) frame.file = builder.intern(text.file);
  if (!text.module.empty()) frame.module = builder.intern(text.module);
  frame.line = text.line;
  frame.inlined = text.inlined;
  if (!text.named) frame.kind = FrameKind::kBounds;
  return frame;
}

// Enters the tree's frames and paths; returns each node's stack.
inline std::vector<FrameStacks::Row> enter_stacks(ProfileBuilder& builder, const CallTree& tree) {
  std::vector<FrameId> frames(tree.frames.size());
  for (size_t at = 1; at < frames.size(); ++at) {
    frames[at] = builder.intern(frame_of(builder, tree.frames[at]));
  }
  std::vector<FrameStacks::Row> stacks(tree.nodes.size());
  for (size_t node = 1; node < stacks.size(); ++node) {
    stacks[node] = builder.child(stacks[tree.nodes[node].parent], frames[tree.nodes[node].frame]);
  }
  return stacks;
}

inline Profile empty_profile(size_t snapshot_count) {
  Profile like;
  like.granularity = Granularity::kFunction;
  like.sample_period_bytes = 524288;
  like.has_totals = true;
  like.snapshots.resize(snapshot_count);
  return like;
}

inline Profile profile_of(const CallTree& tree) {
  ProfileBuilder builder(empty_profile(0));
  const std::vector<FrameStacks::Row> stacks = enter_stacks(builder, tree);
  for (size_t node = 0; node < stacks.size(); ++node) {
    if (!tree.nodes[node].self.empty()) builder.add(stacks[node], tree.nodes[node].self);
  }
  return builder.take();
}

inline Values scaled(const Values& values, uint32_t percent) {
  Values result = values;
  for (Estimate& estimate : result.estimates) {
    estimate.value = estimate.value * percent / 100;
    estimate.variance *= percent / 100.0;
  }
  return result;
}

// The tree before, and after some stacks have come, gone, grown and shrunk.
inline Profile sides_of(const CallTree& tree) {
  ProfileBuilder builder(empty_profile(2));
  const std::vector<FrameStacks::Row> stacks = enter_stacks(builder, tree);
  constexpr std::pair<uint32_t, uint32_t> kPercents[] = {
      {100, 0}, {0, 100}, {100, 100}, {100, 90}, {100, 150}, {100, 30}, {20, 300}, {100, 101}};
  for (const uint32_t side : {0u, 1u}) {
    Dice dice(5);
    for (size_t node = 0; node < stacks.size(); ++node) {
      const auto [before, after] = kPercents[dice.below(8)];
      const Values values = scaled(tree.nodes[node].self, side == 0 ? before : after);
      if (!values.empty()) builder.add(stacks[node], values, side);
    }
  }
  return builder.take();
}

// The tree over time: stacks come, go, grow, shrink and stay; the last snapshot is
// the largest.
inline Profile series_of(const CallTree& tree, uint32_t snapshot_count = 6) {
  ProfileBuilder builder(empty_profile(snapshot_count));
  const std::vector<FrameStacks::Row> stacks = enter_stacks(builder, tree);
  const auto percent = [&](uint32_t kind, uint32_t snapshot) {
    const uint32_t share = 100 * (snapshot + 1) / snapshot_count;
    const uint32_t percents[] = {share,
                                 100,
                                 120 - share,
                                 snapshot < 2 ? 100u : 0,
                                 snapshot == 2 ? 200u : 0,
                                 snapshot == 0 ? 0u : 50 + share};
    return percents[kind];
  };
  for (uint32_t snapshot = 0; snapshot < snapshot_count; ++snapshot) {
    Dice dice(5);
    for (size_t node = 0; node < stacks.size(); ++node) {
      const Values values = scaled(tree.nodes[node].self, percent(dice.below(6), snapshot));
      if (!values.empty()) builder.add(stacks[node], values, snapshot);
    }
  }
  Profile series = builder.take();
  for (size_t at = 0; at < series.snapshots.size(); ++at) {
    series.snapshots[at].source = "/dumps/jeprof.out.301." + std::to_string(at) + ".heap";
  }
  return series;
}

}  // namespace jescope
