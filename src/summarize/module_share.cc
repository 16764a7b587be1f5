// SPDX-License-Identifier: Apache-2.0
//
// Counts frames for places and samples for bytes.
#include "jescope/summarize/module_share.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace jescope {
namespace {

// The profile's modules by path.
std::unordered_map<std::string_view, const ModuleNames*> modules_by_path(const Profile& profile) {
  std::unordered_map<std::string_view, const ModuleNames*> modules;
  for (const ModuleNames& module : profile.modules) modules.emplace(module.path, &module);
  return modules;
}

ModuleNames without_names(std::string_view path) {
  ModuleNames names;
  names.path = path;
  names.source = "none";
  return names;
}

NamedParts parts_of(const Frame& frame, int64_t amount) {
  return {amount, is_named(frame) ? amount : 0, frame.line != 0 ? amount : 0};
}

double share(int64_t part, int64_t whole) {
  return whole == 0 ? 1 : static_cast<double>(part) / static_cast<double>(whole);
}

using SharesById = std::map<StringId, ModuleShare>;

void add_places(const Profile& profile, SharesById& by_module) {
  for (const Frame& frame : profile.frames) {
    if (frame.module.is_none() || frame.inlined) continue;
    by_module[frame.module].places += parts_of(frame, 1);
  }
}

void add_bytes(const Profile& profile, SharesById& by_module) {
  for (const Sample& sample : profile.samples) {
    if (sample.stack.is_none()) continue;
    const Frame& innermost = profile.frame(profile.stacks.element(sample.stack));
    if (innermost.module.is_none()) continue;
    ModuleShare& share = by_module[innermost.module];
    share.self += sample.values;
    share.bytes += parts_of(innermost, sample.values[Metric::kInuseSpace].value);
  }
}

}  // namespace

NamedParts& NamedParts::operator+=(const NamedParts& other) {
  all += other.all;
  named += other.named;
  with_line += other.with_line;
  return *this;
}

double named_share(const NamedParts& parts) {
  return share(parts.named, parts.all);
}

double lines_share(const NamedParts& parts) {
  return share(parts.with_line, parts.all);
}

std::vector<ModuleShare> module_shares(const Profile& profile) {
  SharesById by_module;
  add_places(profile, by_module);
  add_bytes(profile, by_module);
  const auto names = modules_by_path(profile);
  std::vector<ModuleShare> shares;
  for (auto& [module, share] : by_module) {
    const auto found = names.find(profile.text(module));
    share.names = found == names.end() ? without_names(profile.text(module)) : *found->second;
    shares.push_back(std::move(share));
  }
  std::ranges::sort(shares, [](const ModuleShare& a, const ModuleShare& b) {
    return std::tuple(-a.bytes.all, a.names.path) < std::tuple(-b.bytes.all, b.names.path);
  });
  return shares;
}

NamedParts named_bytes(const Profile& profile) {
  NamedParts bytes;
  for (const Sample& sample : profile.samples) {
    const int64_t amount = sample.values[Metric::kInuseSpace].value;
    bytes += sample.stack.is_none()
                 ? NamedParts{amount, 0, 0}
                 : parts_of(profile.frame(profile.stacks.element(sample.stack)), amount);
  }
  return bytes;
}

}  // namespace jescope
