// SPDX-License-Identifier: Apache-2.0
//
// Sequence numbers count all dumps of a process and are compared as numbers:
// dump 100 follows dump 99.
#include "jescope/combine/dump_series.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "jescope/model/dump_name.h"

namespace jescope {
namespace {

struct NamedPath {
  std::string path;
  uint64_t sequence = 0;
};

std::string process_key(const std::string& path, const std::optional<DumpName>& name) {
  if (!name) return path;
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  return fmt::format("{}\n{}\n{}\n{}", folder, name->prefix, name->pid_namespace, name->pid);
}

std::string process_title(const std::string& path, const std::optional<DumpName>& name) {
  if (!name) return path;
  return fmt::format("{}, process {}", name->prefix, name->pid);
}

}  // namespace

std::vector<DumpSeries> group_by_process(std::span<const std::string> paths) {
  std::vector<DumpSeries> groups;
  std::vector<std::vector<NamedPath>> members;
  std::map<std::string, size_t> group_of;
  for (const std::string& path : paths) {
    const std::optional<DumpName> name = parse_dump_name(path);
    const auto [known, is_new] = group_of.emplace(process_key(path, name), groups.size());
    if (is_new) {
      groups.push_back({process_title(path, name), {}});
      members.emplace_back();
    }
    members[known->second].push_back({path, name ? name->sequence : 0});
  }
  for (size_t i = 0; i < groups.size(); ++i) {
    std::ranges::stable_sort(members[i], {}, &NamedPath::sequence);
    for (NamedPath& member : members[i]) groups[i].paths.push_back(std::move(member.path));
  }
  return groups;
}

}  // namespace jescope
