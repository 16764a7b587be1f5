// SPDX-License-Identifier: Apache-2.0
//
// Reads
//   {"schema": "jescope/profile/1", "modules": [{"path": "/bin/a", ...}],
//    "stacks": [{"frames": [{"function": "f", "module": "/bin/a", ...}],
//                "inuse_objects": 1, "inuse_space": 16, "inuse_space_sigma": 0, ...}]}
// A frame names its module by path or by its place in `modules`.
#include "profile_json.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace workload {
namespace {

using nlohmann::json;

constexpr std::array<const char*, 4> kMetrics = {"inuse_objects", "inuse_space", "alloc_objects",
                                                 "alloc_space"};

std::string module_path(const json& document, const json& frame) {
  const json& module = frame.at("module");
  if (module.is_number()) return document.at("modules").at(module.get<size_t>()).at("path");
  return module.is_string() ? module.get<std::string>() : std::string();
}

JsonStack read_stack(const json& document, const json& stack) {
  JsonStack result;
  for (const json& frame : stack.at("frames")) {
    result.frames.push_back({frame.at("function"), module_path(document, frame)});
  }
  for (size_t i = 0; i < kMetrics.size(); ++i) result.numbers[i] = stack.at(kMetrics[i]);
  result.live_bytes_sigma = stack.at("inuse_space_sigma");
  return result;
}

std::string sorted_text(json document) {
  json& stacks = document.at("stacks");
  std::sort(stacks.begin(), stacks.end());
  return document.dump(1);
}

}  // namespace

std::optional<JsonProfile> read_profile_json(const std::string& path) {
  std::ifstream in(path);
  const json document = json::parse(in, nullptr, false);
  if (document.is_discarded() || document.value("schema", "") != "jescope/profile/1") {
    return std::nullopt;
  }
  JsonProfile profile;
  for (const json& stack : document.at("stacks")) {
    profile.stacks.push_back(read_stack(document, stack));
  }
  profile.canonical = sorted_text(document);
  return profile;
}

}  // namespace workload
