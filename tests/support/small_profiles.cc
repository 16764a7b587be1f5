// SPDX-License-Identifier: Apache-2.0
//
// Enumerates and invents profiles.
#include "tests/support/small_profiles.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "jescope/model/profile_builder.h"

namespace jescope::testing {
namespace {

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
constexpr size_t kMostDepth = 3;
constexpr size_t kMostStacks = 3;
constexpr uint64_t kRandomProfiles = 200;

// Sanitizers look for faults of memory; sums are checked without them, over all profiles.
#ifdef __SANITIZE_ADDRESS__
constexpr size_t kEachSmallProfile = 7;
#else
constexpr size_t kEachSmallProfile = 1;
#endif

Values values_of(int64_t live_bytes) {
  const auto variance = static_cast<double>(live_bytes % 1000);
  const int64_t twice = live_bytes > kMost / 2 ? kMost : live_bytes * 2;
  Values values;
  values[Metric::kInuseSpace] = {live_bytes, variance};
  values[Metric::kInuseObjects] = {live_bytes == 0 ? 0 : 1 + live_bytes % 7, 1};
  values[Metric::kAllocSpace] = {twice, variance * 2};
  values[Metric::kAllocObjects] = {live_bytes == 0 ? 0 : 1 + live_bytes % 9, 2};
  if (live_bytes == 0) return Values();
  return values;
}

Frame intern(const FrameSpec& spec, ProfileBuilder& builder) {
  Frame frame;
  frame.function = builder.intern(spec.function);
  frame.file = builder.intern(spec.file);
  frame.module = builder.intern(spec.module);
  frame.offset = spec.offset;
  frame.line = spec.line;
  frame.inlined = spec.inlined;
  return frame;
}

// All stacks of two frames that are not deeper than kMostDepth.
std::vector<std::vector<size_t>> all_stacks() {
  std::vector<std::vector<size_t>> stacks = {{}};
  for (size_t i = 0; stacks[i].size() < kMostDepth; ++i) {
    for (const size_t frame : {size_t{0}, size_t{1}}) {
      stacks.push_back(stacks[i]);
      stacks.back().push_back(frame);
    }
  }
  return stacks;
}

class SmallProfiles {
 public:
  SmallProfiles(std::span<const FrameSpec> frames, const std::function<void(const Profile&)>& check)
      : frames_(frames), check_(check), stacks_(all_stacks()) {}

  // Checks the samples so far and all ways to add stacks from `first` on.
  void run(size_t first) {
    if (seen_++ % kEachSmallProfile == 0) check_(make_profile(frames_, samples_));
    if (samples_.size() == kMostStacks) return;
    for (size_t stack = first; stack < stacks_.size(); ++stack) {
      for (const int64_t value : {int64_t{0}, int64_t{1}, kMost}) {
        samples_.push_back({stacks_[stack], value});
        run(stack + 1);
        samples_.pop_back();
      }
    }
  }

 private:
  std::span<const FrameSpec> frames_;
  const std::function<void(const Profile&)>& check_;
  const std::vector<std::vector<size_t>> stacks_;
  std::vector<SampleSpec> samples_;
  size_t seen_ = 0;
};

std::vector<FrameSpec> hard_names() {
  return {
      {"main", "main.cc", "/opt/app", 0x10, 3, false},
      {"main", "main.cc", "/opt/app", 0x20, 4, false},
      {"run(int, char**)", "run.cc", "/opt/app", 0x30, 9, false},
      {"std::vector<char, std::allocator<char> >::push_back(char&&)", "vector.h", "/opt/app", 0x30,
       120, true},
      {"operator new(unsigned long)", "", "/lib/libstdc++.so.6", 0x40, 0, false},
      {"malloc", "jemalloc.c", "/lib/libjemalloc.so.2", 0x50, 2700, false},
      {"a;b c\n\"d\" \\ <e>&", "we ird;.c", "/opt/a b.so", 0x60, 1, false},
      {"broken \xff\xc3 utf", "", "/opt/\xe2\x82.so", 0x70, 0, false},
      {"", "", "/opt/stripped.so", 0x80, 0, false},
      {"", "", "/opt/stripped.so", 0x81, 0, false},
      {"", "", "[anonymous]", 0x7f0000001234, 0, false},
      {std::string(kNoBacktrace), "", "", 0, 0, false},
      {"12345", "7", "8", 9, 10, false},
  };
}

std::string spell(const Profile& profile, const Frame& frame) {
  return fmt::format("{}|{}|{}|{:x}|{}|{}", profile.text(frame.function), profile.text(frame.file),
                     profile.text(frame.module), frame.offset, frame.line, frame.inlined);
}

}  // namespace

Profile make_profile(std::span<const FrameSpec> frames, std::span<const SampleSpec> samples) {
  Profile heading;
  heading.has_totals = true;
  heading.sample_period_bytes = 4096;
  ProfileBuilder builder(heading);
  std::vector<FrameId> ids;
  for (const FrameSpec& frame : frames) ids.push_back(builder.intern(intern(frame, builder)));
  for (const SampleSpec& sample : samples) {
    std::vector<FrameId> stack;
    for (const size_t frame : sample.outermost_first) stack.push_back(ids[frame]);
    builder.add(stack, values_of(sample.live_bytes));
  }
  return builder.take();
}

std::vector<std::array<FrameSpec, 2>> frame_pairs() {
  const FrameSpec main = {"main", "main.cc", "/opt/app", 1, 1, false};
  const FrameSpec main_further = {"main", "main.cc", "/opt/app", 2, 5, false};
  const FrameSpec helper = {"helper", "helper.h", "/opt/app", 2, 2, true};
  const FrameSpec allocator = {"malloc", "", "/lib/libc.so.6", 3, 0, false};
  const FrameSpec unnamed = {"", "", "/opt/app", 4, 0, false};
  return {{main, main_further}, {main, helper}, {main, allocator}, {unnamed, helper}};
}

void for_each_small_profile(std::span<const FrameSpec> frames,
                            const std::function<void(const Profile&)>& check) {
  SmallProfiles(frames, check).run(0);
}

Profile random_profile(uint64_t seed) {
  std::mt19937_64 random(seed);
  const std::vector<FrameSpec> frames = hard_names();
  std::vector<SampleSpec> samples(1 + random() % 60);
  for (SampleSpec& sample : samples) {
    sample.outermost_first.resize(random() % 12);
    for (size_t& frame : sample.outermost_first) frame = random() % frames.size();
    sample.live_bytes = static_cast<int64_t>(random() >> (1 + random() % 63));
  }
  return make_profile(frames, samples);
}

void for_each_random_profile(const std::function<void(const Profile&)>& check) {
  for (uint64_t seed = 1; seed <= kRandomProfiles && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(fmt::format("random_profile({})", seed));
    check(random_profile(seed));
  }
}

void for_each_profile(const std::function<void(const Profile&)>& check) {
  for (const std::array<FrameSpec, 2>& pair : frame_pairs()) {
    for_each_small_profile(pair, check);
    if (::testing::Test::HasFailure()) return;
  }
  for_each_random_profile(check);
}

std::map<std::string, Values> sums_by_stack(const Profile& profile) {
  std::map<std::string, Values> sums;
  for (const Sample& sample : profile.samples) {
    if (sample.values.empty()) continue;
    std::string stack;
    for (const FrameId frame : profile.stacks.outermost_first(sample.stack)) {
      stack += spell(profile, profile.frame(frame)) + '\n';
    }
    sums[stack] += sample.values;
  }
  return sums;
}

Values total_with_frames(const Profile& profile) {
  Values total;
  for (const Sample& sample : profile.samples) {
    if (!sample.stack.is_none()) total += sample.values;
  }
  return total;
}

}  // namespace jescope::testing
