// SPDX-License-Identifier: Apache-2.0
//
//   main;run;Cache::insert 1048576
//   main;run;load 524288
//
//   main;run;load 524288 1048576      two dumps: before and after
//
// ';' and line ends within a name would break a line apart: they become ':'
// and blanks. Stacks whose lines become equal are added up.
#include <fmt/format.h>

#include <map>

#include "jescope/base/printable.h"
#include "jescope/model/change.h"
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

// Returns the lines' stacks with a sum of type `Sum` each; `add` adds a sample.
template <typename Sum, typename Add>
std::map<std::string, Sum> sum_lines(const Profile& profile, Add add) {
  std::vector<std::string> names;
  for (const Frame& frame : profile.frames) names.push_back(folded_name(profile, frame));
  std::map<std::string, Sum> lines;
  for (const Sample& sample : profile.samples) {
    add(lines[folded_stack(profile, names, sample.stack)], sample);
  }
  return lines;
}

}  // namespace

std::string render_folded(const Profile& profile, Metric metric) {
  const auto add = [&](Estimate& sum, const Sample& sample) { sum += sample.values[metric]; };
  std::string text;
  for (const auto& [stack, sum] : sum_lines<Estimate>(profile, add)) {
    if (sum.value != 0) text += fmt::format("{} {}\n", stack, sum.value);
  }
  return text;
}

std::string render_folded_sides(const Profile& sides, Metric metric) {
  const auto add = [&](Change& sum, const Sample& sample) {
    (sample.snapshot == 0 ? sum.before : sum.after) += sample.values[metric];
  };
  std::string text;
  for (const auto& [stack, sum] : sum_lines<Change>(sides, add)) {
    if (sum.before.value == 0 && sum.after.value == 0) continue;
    text += fmt::format("{} {} {}\n", stack, sum.before.value, sum.after.value);
  }
  return text;
}

}  // namespace jescope
