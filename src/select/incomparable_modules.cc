// SPDX-License-Identifier: Apache-2.0
//
// Whose offsets mean the same in two profiles is told by the modules' build-ids.
#include <algorithm>
#include <map>
#include <utility>

#include "jescope/select/rename.h"
#include "select/path_pairs.h"

namespace jescope {
namespace {

using ModuleByPath = std::map<std::string, const ModuleNames*, std::less<>>;

ModuleByPath by_path(const Profile& profile) {
  ModuleByPath modules;
  for (const ModuleNames& module : profile.modules) modules.emplace(module.path, &module);
  return modules;
}

PathSet paths_of(const Profile& profile, bool (*is_wanted)(const ModuleNames&)) {
  PathSet paths;
  for (const ModuleNames& module : profile.modules) {
    if (is_wanted(module)) paths.insert(module.path);
  }
  return paths;
}

PathSet programs_of(const Profile& before, const Profile& after) {
  const auto is_program = [](const ModuleNames& module) { return module.is_program; };
  PathSet programs = paths_of(before, is_program);
  programs.merge(paths_of(after, is_program));
  return programs;
}

// Two unknown builds of one name are taken for the same: a dump that was copied
// away from its files is compared with its own kind.
bool may_differ(const ModuleNames& before, const ModuleNames& after) {
  const bool known = !before.build_id.empty() && !after.build_id.empty();
  if (known) return before.build_id != after.build_id;
  return base_name(before.path) != base_name(after.path);
}

}  // namespace

std::vector<std::string> incomparable_modules(const Profile& before, const Profile& after) {
  const auto any = [](const ModuleNames&) { return true; };
  const ModuleByPath firsts = by_path(before);
  const PathPairs pairs =
      pair_modules(paths_of(before, any), paths_of(after, any), programs_of(before, after));
  PathSet incomparable = {"[anonymous]", "[unmapped]"};
  for (const ModuleNames& module : after.modules) {
    const auto pair = pairs.find(module.path);
    const auto first = firsts.find(pair == pairs.end() ? module.path : pair->second);
    if (first == firsts.end() || !may_differ(*first->second, module)) continue;
    incomparable.insert({module.path, first->second->path});
  }
  return {incomparable.begin(), incomparable.end()};
}

}  // namespace jescope
