// SPDX-License-Identifier: Apache-2.0
//
// How frames are called. The label is the one name a frame has in every table
// and picture.
#include "jescope/model/profile.h"

#include <fmt/format.h>
#include <algorithm>

namespace jescope {
namespace {

std::string with_line(std::string name, std::string_view file, uint32_t line) {
  if (file.empty()) return name;
  if (line == 0) return fmt::format("{} {}", name, base_name(file));
  return fmt::format("{} {}:{}", name, base_name(file), line);
}

std::string function_label(const Profile& profile, const Frame& frame) {
  if (has_function(frame)) return std::string(profile.text(frame.function));
  return place_label(profile, frame);
}

std::string file_label(const Profile& profile, const Frame& frame) {
  if (!frame.file.is_none()) return std::string(profile.text(frame.file));
  if (frame.module.is_none()) return function_label(profile, frame);
  return fmt::format("{} (no source file)", base_name(profile.text(frame.module)));
}

std::string address_label(const Profile& profile, const Frame& frame) {
  const std::string place = place_label(profile, frame);
  if (!has_function(frame)) return place;
  const std::string name(profile.text(frame.function));
  return fmt::format("{} {}", place, with_line(name, profile.text(frame.file), frame.line));
}

}  // namespace

std::string_view granularity_name(Granularity granularity) {
  switch (granularity) {
    case Granularity::kModule: return "module";
    case Granularity::kFile: return "file";
    case Granularity::kFunction: return "function";
    case Granularity::kLine: return "line";
    case Granularity::kAddress: return "address";
  }
  return "";
}

Values total_values(const Profile& profile) {
  Values total;
  for (const Sample& sample : profile.samples) total += sample.values;
  return total;
}

std::vector<Values> snapshot_totals(const Profile& profile) {
  std::vector<Values> totals(std::max<size_t>(1, profile.snapshots.size()));
  for (const Sample& sample : profile.samples) totals[sample.snapshot] += sample.values;
  return totals;
}

Values share_base(const Profile& profile) {
  return profile.baseline ? *profile.baseline : total_values(profile);
}

std::string frame_label(const Profile& profile, const Frame& frame) {
  switch (profile.granularity) {
    case Granularity::kModule:
      return frame.module.is_none() ? function_label(profile, frame)
                                    : std::string(profile.text(frame.module));
    case Granularity::kFile: return file_label(profile, frame);
    case Granularity::kFunction: return function_label(profile, frame);
    case Granularity::kLine:
      return with_line(function_label(profile, frame), profile.text(frame.file), frame.line);
    case Granularity::kAddress: return address_label(profile, frame);
  }
  return {};
}

std::string place_label(const Profile& profile, const Frame& frame) {
  return fmt::format("{}+{:#x}", base_name(profile.text(frame.module)), frame.offset);
}

std::string_view base_name(std::string_view path) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (path.starts_with(scheme)) return path.substr(scheme.size());
  }
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace jescope
