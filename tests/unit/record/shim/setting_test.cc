// SPDX-License-Identifier: Apache-2.0
#include "record/shim/setting.h"

#include <gtest/gtest.h>

#include <string>

namespace jescope::shim {
namespace {

// What differs from the defaults, or what is wrong.
std::string to_text(std::string_view text) {
  Setting setting;
  SettingFault fault;
  if (!parse_setting(text, setting, fault)) {
    return std::string(fault.where) + ": expected " + std::string(fault.expected) + ", got " +
           std::string(fault.got);
  }
  const Setting usual;
  std::string result;
  const auto add = [&](const char* name, uint64_t value, uint64_t before) {
    if (value != before) result += std::string(name) + "=" + std::to_string(value) + " ";
  };
  add("sample", setting.sample_period_bytes, usual.sample_period_bytes);
  add("interval_bytes", setting.interval_bytes, usual.interval_bytes);
  add("interval_ms", setting.interval_ms, usual.interval_ms);
  add("signal", setting.signal, usual.signal);
  add("peak", setting.peak, usual.peak);
  add("at_rss", setting.at_rss_bytes, usual.at_rss_bytes);
  add("percent", setting.at_rss_percent, usual.at_rss_percent);
  add("keep", setting.keep, usual.keep);
  add("final", setting.final_dump, usual.final_dump);
  add("depth", setting.depth, usual.depth);
  add("max_memory", setting.max_memory_bytes, usual.max_memory_bytes);
  add("children", setting.children, usual.children);
  return result;
}

struct Case {
  const char* name;
  const char* text;
  const char* expected;
};

class Settings : public testing::TestWithParam<Case> {};

TEST_P(Settings, AreReadOrRefused) {
  EXPECT_EQ(to_text(GetParam().text), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Settings,
    testing::Values(
        Case{"nothing", "", ""}, Case{"commas", ",,", ""}, Case{"period", "sample:1", "sample=1 "},
        Case{"several", "interval_ms:500,keep:3,final:0", "interval_ms=500 keep=3 final=0 "},
        Case{"share", "at_rss:90%", "percent=90 "}, Case{"bytes", "at_rss:90", "at_rss=90 "},
        Case{"depth", "depth:1024,signal:12,peak:1,children:0",
             "signal=12 peak=1 depth=1024 children=0 "},
        Case{"memory", "max_memory:1,interval_bytes:9", "interval_bytes=9 max_memory=1 "},
        Case{"unknown_key", "sampel:1",
             "JESCOPE_RECORD: expected a key of the recorder and a value, as sample:524288, "
             "got sampel:1"},
        Case{"no_value", "peak",
             "JESCOPE_RECORD: expected a key of the recorder and a value, as sample:524288, "
             "got peak"},
        Case{"no_period", "sample:0", "sample: expected bytes from 1 to 2^40, got 0"},
        Case{"unit", "sample:512KiB", "sample: expected bytes from 1 to 2^40, got 512KiB"},
        Case{"empty", "keep:", "keep: expected a number up to 100000, got "},
        Case{"too_long", "interval_ms:99999999999999999999",
             "interval_ms: expected a number, got 99999999999999999999"},
        Case{"minus", "keep:-1", "keep: expected a number up to 100000, got -1"},
        Case{"share_of_all", "at_rss:101%", "at_rss: expected bytes, or a share as 90%, got 101%"},
        Case{"share_of_other", "keep:5%", "keep: expected a number up to 100000, got 5%"},
        Case{"no_signal", "signal:9",
             "signal: expected the number of a signal that can be caught, got 9"},
        Case{"other_signal", "signal:33",
             "signal: expected the number of a signal that can be caught, got 33"},
        Case{"too_deep", "depth:1025", "depth: expected a number from 1 to 1024, got 1025"}),
    [](const auto& case_of) { return case_of.param.name; });

}  // namespace
}  // namespace jescope::shim
