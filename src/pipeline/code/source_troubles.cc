// SPDX-License-Identifier: Apache-2.0
#include "pipeline/code/source_troubles.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "jescope/symbolize/source_files.h"

namespace jescope {
namespace {

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

// "a.cc, b.cc and 3 more"
std::string first_names(const std::vector<std::string>& names) {
  constexpr size_t kNames = 3;
  const size_t shown = std::min(names.size(), kNames);
  std::string text = names[0];
  for (size_t i = 1; i < shown; ++i) text += ", " + names[i];
  if (names.size() > shown) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

std::string is_or_are(const std::vector<std::string>& names) {
  return names.size() == 1 ? "is" : "are";
}

std::string hint_for(const std::string& reason) {
  if (reason == kSourceNotWanted) {
    return "--source-root DIR reads them below DIR, --source-where-built where the build had them";
  }
  if (reason == kSourceNotFound) return "--source-root DIR, the folder that holds the sources";
  return {};
}

}  // namespace

SourceTroubles::SourceTroubles(const Profile& profile) {
  for (const ModuleNames& module : profile.modules) {
    struct stat status = {};
    if (module.file.empty() || ::stat(module.file.c_str(), &status) != 0) continue;
    built_seconds_.emplace(module.path, status.st_mtim.tv_sec);
  }
}

void SourceTroubles::add_without_lines(const ListedFunction& function) {
  add_once(without_lines_, function.name);
}

void SourceTroubles::add_unread(const ListedFunction& function, const std::string& reason) {
  add_once(unread_[reason], function.file);
}

void SourceTroubles::look_at(const ListedFunction& function, const SourceText& text) {
  const auto built = built_seconds_.find(function.module);
  if (built != built_seconds_.end() && text.modified_seconds > built->second) {
    add_once(newer_, text.place);
  }
  const auto beyond = std::ranges::find(function.lines, true, &ListedLine::is_beyond_end);
  if (beyond == function.lines.end() || !too_short_.empty()) return;
  too_short_ = fmt::format(
      "{} ends at line {}, the debug information tells of line {}: "
      "it does not fit this build",
      text.place, text.line_count, beyond->number);
}

void SourceTroubles::tell(const std::string& symbols_command, Diagnostics& diagnostics) const {
  if (!without_lines_.empty()) {
    diagnostics.warn("no lines", "list",
                     fmt::format("no source lines are known of {}", first_names(without_lines_)),
                     symbols_command.empty() ? std::string()
                                             : symbols_command + " tells why, and what mends it");
  }
  for (const auto& [reason, files] : unread_) {
    diagnostics.warn("source " + reason, "source",
                     fmt::format("{} {} {}", first_names(files), is_or_are(files), reason),
                     hint_for(reason));
  }
  if (!newer_.empty()) {
    diagnostics.warn("source newer", "source",
                     fmt::format("{} {} newer than the program: lines may not fit",
                                 first_names(newer_), is_or_are(newer_)));
  }
  if (!too_short_.empty()) diagnostics.warn("source too short", "source", too_short_);
}

}  // namespace jescope
