// SPDX-License-Identifier: Apache-2.0
#include "jescope/record/recorder_setting.h"

#include <fmt/format.h>

#include <algorithm>

namespace jescope {
namespace {

bool is_variable(const std::string& entry, const std::string& name) {
  return entry.size() > name.size() && entry.starts_with(name) && entry[name.size()] == '=';
}

void set_variable(std::vector<std::string>& environment, const std::string& name,
                  const std::string& value) {
  std::erase_if(environment, [&](const std::string& entry) { return is_variable(entry, name); });
  environment.push_back(name + "=" + value);
}

}  // namespace

std::string setting_text(const RecorderSetting& setting) {
  const RecorderSetting standard;
  std::string text = fmt::format("sample:{}", setting.sample_bytes);
  const auto add = [&](const char* key, const auto& value, const auto& standard_value) {
    if (value != standard_value) text += fmt::format(",{}:{}", key, value);
  };
  add("interval_bytes", setting.interval_bytes, standard.interval_bytes);
  add("interval_ms", setting.interval_ms, standard.interval_ms);
  add("signal", setting.signal, standard.signal);
  add("peak", int{setting.peak}, int{standard.peak});
  add("at_rss", setting.at_rss, standard.at_rss);
  add("keep", setting.keep, standard.keep);
  add("final", int{setting.final_dump}, int{standard.final_dump});
  add("depth", setting.depth, standard.depth);
  add("max_memory", setting.max_memory, standard.max_memory);
  add("children", int{setting.children}, int{standard.children});
  return text;
}

std::string variable_of(const std::vector<std::string>& environment, const std::string& name) {
  const auto found = std::ranges::find_if(
      environment, [&](const std::string& entry) { return is_variable(entry, name); });
  return found == environment.end() ? std::string() : found->substr(name.size() + 1);
}

std::vector<std::string> recording_environment(std::vector<std::string> environment,
                                               const Injection& injection) {
  const std::string before = variable_of(environment, "LD_PRELOAD");
  set_variable(environment, "LD_PRELOAD",
               before.empty() ? injection.recorder_path : injection.recorder_path + ":" + before);
  set_variable(environment, "JESCOPE_RECORD", injection.setting);
  set_variable(environment, "JESCOPE_RECORD_PREFIX", injection.prefix);
  return environment;
}

}  // namespace jescope
