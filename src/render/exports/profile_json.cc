// SPDX-License-Identifier: Apache-2.0
//
//   {"schema":"jescope/profile/1","sample_period":524288,
//    "modules":[{"path":"/opt/app","build_id":"3f..."}],
//    "stacks":[
//   {"frames":[{"function":"f","file":"a.cc","line":3,"module":"/opt/app",
//    "offset":4660,"inlined":false}],"inuse_space":64,...,"inuse_space_sigma":0},
//   ...]}
//
// One stack a line, written as it is made: a dump may hold a million of them.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "jescope/render/exports.h"
#include "render/json.h"
#include "render/numbers.h"

namespace jescope {
namespace {

std::string frame_json(const Profile& profile, const Frame& frame) {
  return compact_json({{"function", profile.text(frame.function)},
                       {"file", profile.text(frame.file)},
                       {"line", frame.line},
                       {"module", profile.text(frame.module)},
                       {"offset", frame.offset},
                       {"inlined", frame.inlined}});
}

std::string stack_json(const Profile& profile, const std::vector<std::string>& frames,
                       const Sample& sample) {
  std::string text = "{\"frames\":[";
  bool first = true;
  for (const FrameId frame : profile.stacks.innermost_first(sample.stack)) {
    if (!first) text += ',';
    first = false;
    text += frames[frame.row()];
  }
  text += ']';
  for (const Metric metric : kAllMetrics) {
    text += fmt::format(",\"{}\":{}", metric_name(metric), sample.values[metric].value);
  }
  return text + fmt::format(",\"inuse_space_sigma\":{}}}",
                            plain_sigma(sample.values[Metric::kInuseSpace]));
}

std::string modules_json(const Profile& profile) {
  Json modules = Json::array();
  for (const ModuleNames& module : profile.modules) {
    modules.push_back({{"path", module.path}, {"build_id", module.build_id}});
  }
  return compact_json(modules);
}

// Largest first; equal ones by their text, so that the order does not depend
// on addresses.
void sort_stacks(std::vector<std::pair<int64_t, std::string>>& stacks) {
  std::ranges::sort(stacks, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
}

}  // namespace

std::string render_profile_json(const Profile& profile) {
  std::vector<std::string> frames;
  for (const Frame& frame : profile.frames) frames.push_back(frame_json(profile, frame));
  std::vector<std::pair<int64_t, std::string>> stacks;
  for (const Sample& sample : profile.samples) {
    stacks.emplace_back(sample.values[Metric::kInuseSpace].value,
                        stack_json(profile, frames, sample));
  }
  sort_stacks(stacks);
  std::string text = fmt::format(
      "{{\"schema\":\"jescope/profile/1\",\"sample_period\":{},\"modules\":{},\"stacks\":[",
      profile.sample_period_bytes, modules_json(profile));
  for (size_t i = 0; i < stacks.size(); ++i) {
    text += i == 0 ? "\n" : ",\n";
    text += stacks[i].second;
  }
  return text + "]}\n";
}

}  // namespace jescope
