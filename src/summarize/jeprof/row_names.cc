// SPDX-License-Identifier: Apache-2.0
#include "summarize/jeprof/row_names.h"

#include <cstdint>
#include <map>

#include "jescope/model/short_name.h"

namespace jescope {

JeprofRowNames::JeprofRowNames(const Profile& profile, Granularity granularity, JeprofNames names)
    : profile_(profile), granularity_(granularity), names_(names) {}

std::string JeprofRowNames::of(const Frame& frame) const {
  switch (granularity_) {
    case Granularity::kFile: return file(frame);
    case Granularity::kLine:
      return has_function(frame) ? function(frame) + " " + line(frame)
                                 : place_label(profile_, frame);
    case Granularity::kAddress:
      return place_label(profile_, frame) + " " + (has_function(frame) ? function(frame) : "??") +
             " " + line(frame);
    default: return function(frame);
  }
}

std::string JeprofRowNames::shortened(const Frame& frame) const {
  const std::string_view full = profile_.text(frame.function);
  if (frame.kind == FrameKind::kBounds) return std::string(full);
  return names_ == JeprofNames::kExact ? jeprof_short_name(full) : short_name(full);
}

std::string JeprofRowNames::function(const Frame& frame) const {
  if (!has_function(frame)) return place_label(profile_, frame);
  return shortened(frame) + (frame.inlined ? " (inline)" : "");
}

std::string JeprofRowNames::line(const Frame& frame) const {
  if (frame.file.is_none()) return "??:0";
  return std::string(profile_.text(frame.file)) + ":" + std::to_string(frame.line);
}

std::string JeprofRowNames::file(const Frame& frame) const {
  if (!frame.file.is_none()) return std::string(profile_.text(frame.file));
  return frame.module.is_none() ? "??" : std::string(base_name(profile_.text(frame.module)));
}

JeprofEntries name_entries(const Profile& profile, Granularity granularity, JeprofNames names) {
  const JeprofRowNames row_names(profile, granularity, names);
  std::map<std::string, size_t> known;
  JeprofEntries entries;
  for (const Frame& frame : profile.frames) {
    std::string name = row_names.of(frame);
    const auto [entry, is_new] = known.try_emplace(name, entries.names.size());
    if (is_new) entries.names.push_back(std::move(name));
    entries.of_frame.push_back(entry->second);
  }
  return entries;
}

JeprofSums sum_entries(const Profile& profile, Metric metric, const JeprofEntries& entries) {
  JeprofSums sums{
      std::vector<Estimate>(entries.names.size()), std::vector<Estimate>(entries.names.size()), {}};
  std::vector<size_t> last_stack(entries.names.size(), SIZE_MAX);
  for (size_t i = 0; i < profile.samples.size(); ++i) {
    const Sample& sample = profile.samples[i];
    const Estimate& value = sample.values[metric];
    bool is_innermost = true;
    for (const FrameId frame : profile.stacks.innermost_first(sample.stack)) {
      const size_t entry = entries.of_frame[frame.row()];
      if (is_innermost) sums.flat[entry] += value;
      if (is_innermost) sums.chosen += value;
      is_innermost = false;
      if (last_stack[entry] != i) sums.cumulative[entry] += value;
      last_stack[entry] = i;
    }
  }
  return sums;
}

}  // namespace jescope
