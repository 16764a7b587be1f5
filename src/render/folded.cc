// SPDX-License-Identifier: Apache-2.0
//
//   main;run;Cache::insert 1048576
//   main;run;load 524288
//
// ';' and line ends within a name would break a line apart: they become ':'
// and blanks. Stacks whose lines become equal are added up.
#include <fmt/format.h>

#include <map>

#include "jescope/base/printable.h"
#include "jescope/render/exports.h"

namespace jescope {
namespace {

std::string folded_name(const Profile& profile, const Frame& frame) {
  std::string name = printable_text(frame_label(profile, frame));
  for (char& c : name) {
    if (c == ';') c = ':';
  }
  return name;
}

std::string folded_stack(const Profile& profile, const std::vector<std::string>& names,
                         FrameStacks::Row stack) {
  std::string line;
  for (const FrameId frame : profile.stacks.outermost_first(stack)) {
    if (!line.empty()) line += ';';
    line += names[frame.row()];
  }
  return line;
}

}  // namespace

std::string render_folded(const Profile& profile, Metric metric) {
  std::vector<std::string> names;
  for (const Frame& frame : profile.frames) names.push_back(folded_name(profile, frame));
  std::map<std::string, Estimate> lines;
  for (const Sample& sample : profile.samples) {
    if (sample.values[metric].value == 0) continue;
    lines[folded_stack(profile, names, sample.stack)] += sample.values[metric];
  }
  std::string text;
  for (const auto& [stack, estimate] : lines) {
    text += fmt::format("{} {}\n", stack, estimate.value);
  }
  return text;
}

}  // namespace jescope
