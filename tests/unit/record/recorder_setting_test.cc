// SPDX-License-Identifier: Apache-2.0
#include "jescope/record/recorder_setting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jescope {
namespace {

using testing::UnorderedElementsAre;

TEST(RecorderSetting, StandardIsThePeriodAlone) {
  EXPECT_EQ(setting_text({}), "sample:524288");
}

TEST(RecorderSetting, AllKeys) {
  RecorderSetting setting;
  setting.sample_bytes = 1;
  setting.interval_bytes = 2;
  setting.interval_ms = 3;
  setting.signal = 12;
  setting.peak = true;
  setting.at_rss = "90%";
  setting.keep = 4;
  setting.final_dump = false;
  setting.depth = 5;
  setting.max_memory = 6;
  setting.children = false;
  EXPECT_EQ(setting_text(setting),
            "sample:1,interval_bytes:2,interval_ms:3,signal:12,peak:1,at_rss:90%,keep:4,final:0,"
            "depth:5,max_memory:6,children:0");
}

const Injection kInjection = {"/tmp/x/lib.so", "sample:1", "/dumps/jescope"};

TEST(RecordingEnvironment, IsAdded) {
  EXPECT_THAT(recording_environment({"A=1"}, kInjection),
              UnorderedElementsAre("A=1", "LD_PRELOAD=/tmp/x/lib.so", "JESCOPE_RECORD=sample:1",
                                   "JESCOPE_RECORD_PREFIX=/dumps/jescope"));
}

TEST(RecordingEnvironment, OthersLibrariesStayBehindOurs) {
  EXPECT_THAT(recording_environment({"LD_PRELOAD=a.so b.so", "JESCOPE_RECORD=old"}, kInjection),
              UnorderedElementsAre("LD_PRELOAD=/tmp/x/lib.so:a.so b.so", "JESCOPE_RECORD=sample:1",
                                   "JESCOPE_RECORD_PREFIX=/dumps/jescope"));
}

TEST(RecordingEnvironment, Variables) {
  const std::vector<std::string> environment = {"PATHS=x", "PATH=/bin", "EMPTY="};
  EXPECT_EQ(variable_of(environment, "PATH"), "/bin");
  EXPECT_EQ(variable_of(environment, "EMPTY"), "");
  EXPECT_EQ(variable_of(environment, "NONE"), "");
}

}  // namespace
}  // namespace jescope
