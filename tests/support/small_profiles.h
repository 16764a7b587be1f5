// SPDX-License-Identifier: Apache-2.0
//
// Profiles to hold properties against: all small ones, then random larger
// ones. Small ones find what a table of examples forgets, and show it at once.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "jescope/model/profile.h"

namespace jescope::testing {

// A frame spelled out. Empty texts: unknown.
struct FrameSpec {
  std::string function;
  std::string file;
  std::string module;
  uint64_t offset = 0;
  uint32_t line = 0;
  bool inlined = false;
};

// A stack of rows in a list of FrameSpec, and its live bytes. The other
// numbers follow from them; variances are whole numbers, so sums are exact.
struct SampleSpec {
  std::vector<size_t> outermost_first;
  int64_t live_bytes = 0;
};

Profile make_profile(std::span<const FrameSpec> frames, std::span<const SampleSpec> samples);

// Returns the pairs of frames that small profiles are made of; each pair asks
// something else of the stages (names, allocators, inlining, no names).
std::vector<std::array<FrameSpec, 2>> frame_pairs();

// Calls `check` with every profile of up to three distinct stacks, up to three
// frames deep (or none), of two frames, with values 0, 1 and INT64_MAX; under the
// address sanitizer with every seventh of them.
void for_each_small_profile(std::span<const FrameSpec> frames,
                            const std::function<void(const Profile&)>& check);

// Returns a profile of up to 60 stacks of names that are hard to write down;
// equal seeds give equal profiles.
Profile random_profile(uint64_t seed);

// Calls `check` with random profiles; a failure's message tells the seed.
void for_each_random_profile(const std::function<void(const Profile&)>& check);

// Calls `check` with every small profile of every frame pair, then with random
// ones.
void for_each_profile(const std::function<void(const Profile&)>& check);

// Returns the values by stack, spelled out; two profiles that mean the same
// have equal sums, whatever their tables look like. Empty values are left out.
std::map<std::string, Values> sums_by_stack(const Profile& profile);

// Returns the total of the samples that have frames.
Values total_with_frames(const Profile& profile);

}  // namespace jescope::testing
