// SPDX-License-Identifier: Apache-2.0
//
// What is exported can be read back, by readers that share nothing with the
// writers, and is the same profile.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "jescope/render/exports.h"
#include "jescope/select/regroup.h"
#include "tests/support/parse_folded.h"
#include "tests/support/small_profiles.h"

namespace jescope::testing {
namespace {

using Json = nlohmann::json;

// Builds a profile whose frames are called as the folded lines say.
Profile profile_of(const std::vector<FoldedLine>& lines) {
  std::vector<FrameSpec> frames;
  std::vector<SampleSpec> samples;
  std::map<std::string, size_t> row_of;
  for (const FoldedLine& line : lines) {
    SampleSpec sample{{}, line.value};
    for (const std::string& name : line.outermost_first) {
      const auto [known, is_new] = row_of.emplace(name, frames.size());
      if (is_new) frames.push_back({name, "", "", 0, 0, false});
      sample.outermost_first.push_back(known->second);
    }
    samples.push_back(sample);
  }
  return regroup(make_profile(frames, samples), Granularity::kFunction);
}

TEST(Folded, ReadsBackToTheSameText) {
  for_each_profile([](const Profile& profile) {
    const std::string text =
        render_folded(regroup(profile, Granularity::kFunction), Metric::kInuseSpace);
    const std::optional<std::vector<FoldedLine>> lines = parse_folded(text);
    ASSERT_TRUE(lines.has_value()) << text;
    EXPECT_EQ(render_folded(profile_of(*lines), Metric::kInuseSpace), text);
  });
}

TEST(Folded, AddsUpToTheTotal) {
  for_each_profile([](const Profile& profile) {
    for (const Metric metric : kAllMetrics) {
      const auto lines = parse_folded(render_folded(profile, metric));
      ASSERT_TRUE(lines.has_value());
      Estimate sum;
      for (const FoldedLine& line : *lines) sum += Estimate{line.value, 0};
      EXPECT_EQ(sum.value, total_values(profile)[metric].value);
    }
  });
}

std::string spell(const Json& frame) {
  return frame["function"].get<std::string>() + "|" + frame["file"].get<std::string>() + "|" +
         frame["module"].get<std::string>() + "|" + frame["offset"].dump() + "|" +
         frame["line"].dump() + "|" + frame["inlined"].dump();
}

// Names in valid UTF-8, as JSON has them.
std::string repaired(std::string_view text) {
  return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string spell(const Profile& profile, const Frame& frame) {
  return repaired(profile.text(frame.function)) + "|" + repaired(profile.text(frame.file)) + "|" +
         repaired(profile.text(frame.module)) + "|" + std::to_string(frame.offset) + "|" +
         std::to_string(frame.line) + "|" + (frame.inlined ? "true" : "false");
}

using Numbers = std::array<int64_t, kAllMetrics.size()>;
using StackNumbers = std::map<std::string, Numbers>;

StackNumbers numbers_of(const Profile& profile) {
  StackNumbers numbers;
  for (const Sample& sample : profile.samples) {
    std::string stack;
    for (const FrameId frame : profile.stacks.innermost_first(sample.stack)) {
      stack += spell(profile, profile.frame(frame)) + '\n';
    }
    for (const Metric metric : kAllMetrics) {
      numbers[stack][static_cast<size_t>(metric)] = sample.values[metric].value;
    }
  }
  return numbers;
}

StackNumbers numbers_of(const Json& json) {
  StackNumbers numbers;
  for (const Json& sample : json["stacks"]) {
    std::string stack;
    for (const Json& frame : sample["frames"]) stack += spell(frame) + '\n';
    for (const Metric metric : kAllMetrics) {
      numbers[stack][static_cast<size_t>(metric)] =
          sample[std::string(metric_name(metric))].get<int64_t>();
    }
  }
  return numbers;
}

void expect_same_samples(const Profile& profile) {
  const Json json = Json::parse(render_profile_json(profile), nullptr, false);
  ASSERT_FALSE(json.is_discarded());
  EXPECT_EQ(json["schema"], "jescope/profile/1");
  EXPECT_EQ(json["sample_period"], profile.sample_period_bytes);
  EXPECT_EQ(json["stacks"].size(), profile.samples.size());
  EXPECT_EQ(numbers_of(json), numbers_of(profile));
}

TEST(ProfileJson, ReadsBackToTheSameSamples) {
  for_each_small_profile(frame_pairs().front(), expect_same_samples);
  for_each_random_profile(expect_same_samples);
}

}  // namespace
}  // namespace jescope::testing
