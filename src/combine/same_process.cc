// SPDX-License-Identifier: Apache-2.0
//
// Address randomization gives every process its own stack and load addresses,
// and they do not move while it lives.
#include "jescope/combine/same_process.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>

namespace jescope {
namespace {

struct Fingerprint {
  std::string first_path;
  uint64_t first_start = 0;
  uint64_t stack_end = 0;  // the stack grows at its start

  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

std::optional<Fingerprint> fingerprint(const Dump& dump) {
  const auto first = std::ranges::find_if(
      dump.mappings, [](const Mapping& mapping) { return mapping.path.starts_with('/'); });
  const auto stack = std::ranges::find(dump.mappings, "[stack]", &Mapping::path);
  if (first == dump.mappings.end() || stack == dump.mappings.end()) return std::nullopt;
  return Fingerprint{first->path, first->start, stack->end};
}

}  // namespace

bool looks_like_same_process(const Dump& a, const Dump& b) {
  const std::optional<Fingerprint> fingerprint_a = fingerprint(a);
  return fingerprint_a && fingerprint_a == fingerprint(b);
}

bool are_of_same_process(const Dump& a, const Dump& b) {
  if (!a.name || !b.name) return looks_like_same_process(a, b);
  const std::optional<Fingerprint> fingerprint_a = fingerprint(a);
  const std::optional<Fingerprint> fingerprint_b = fingerprint(b);
  // Copies are given other names, but keep the number; children keep the map.
  if (a.name->pid != b.name->pid) return false;
  if (fingerprint_a && fingerprint_b) return fingerprint_a == fingerprint_b;
  return std::tie(a.name->prefix, a.name->pid_namespace) ==
         std::tie(b.name->prefix, b.name->pid_namespace);
}

std::string process_mark(const Dump& dump) {
  const std::optional<Fingerprint> mark = fingerprint(dump);
  if (!mark) return {};
  return fmt::format("{:x} {:x} {}", mark->first_start, mark->stack_end, mark->first_path);
}

}  // namespace jescope
