// SPDX-License-Identifier: Apache-2.0
//
// The patterns are tried once a name; stacks are then walked from the outside:
//
//   main  run  malloc  hook  sample
//              '-- dropped ---'
#include "jescope/select/drop_frames.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "jescope/model/joined_names.h"
#include "jescope/select/pattern.h"

namespace jescope {
namespace {

// "ns::f(int)" -> "ns::f"; brackets that belong to a name stay.
std::string_view without_arguments(std::string_view name) {
  constexpr std::array<std::string_view, 2> kParts = {"(anonymous namespace)", "operator()"};
  if (name.starts_with('.')) name.remove_prefix(1);
  for (size_t at = name.find('('); at != std::string_view::npos; at = name.find('(', at)) {
    const auto holds = [&](std::string_view part) {
      const size_t bracket = part.find('(');
      return at >= bracket && name.substr(at - bracket).starts_with(part);
    };
    const auto* const part = std::ranges::find_if(kParts, holds);
    if (part == kParts.end()) return name.substr(0, at);
    at += part->size() - part->find('(');
  }
  return name;
}

struct Patterns {
  Pattern drop;
  std::optional<Pattern> keep;

  bool drops(std::string_view name) const {
    return drop.matches(name) && !(keep && keep->matches(name));
  }
  uint64_t steps() const { return drop.program_size() + (keep ? keep->program_size() : 0); }
};

// Names without arguments, and whether they are dropped.
using Verdicts = std::unordered_map<std::string_view, bool>;

Error too_costly(const Dump& dump, std::string message) {
  return {ErrorCode::kUsage, dump.source, std::move(message), {}};
}

Result<Pattern> whole(const std::string& expression, const Dump& dump) {
  return Pattern::compile("^(?:" + expression + ")$", dump.source);
}

Result<Patterns> compile(const Dump& dump, const DropLimits& limits) {
  if (std::max(dump.drop_frames.size(), dump.keep_frames.size()) > limits.pattern_bytes) {
    return too_costly(dump, fmt::format("expected a pattern of at most {} bytes, got a longer one",
                                        limits.pattern_bytes));
  }
  Result<Pattern> drop = whole(dump.drop_frames, dump);
  if (!drop.ok()) return std::move(drop).error();
  Patterns patterns{*std::move(drop), std::nullopt};
  if (dump.keep_frames.empty()) return patterns;
  Result<Pattern> keep = whole(dump.keep_frames, dump);
  if (!keep.ok()) return std::move(keep).error();
  patterns.keep = *std::move(keep);
  return patterns;
}

enum class Drop { kNothing, kBeneath, kAll };

// Returns all names of the dump, each once, as none that is dropped.
Verdicts list_names(const Dump& dump) {
  Verdicts names;
  for (const GivenPlace& place : dump.places) {
    std::string_view rest = place.names;
    while (!rest.empty()) {
      const size_t length = first_name_length(rest);
      names.try_emplace(without_arguments(rest.substr(0, length)), false);
      rest.remove_prefix(std::min(rest.size(), length + kNameSeparator.size()));
    }
  }
  return names;
}

// The names of `dump` with their verdicts.
Result<Verdicts> judge(const Dump& dump, const Patterns& patterns, const DropLimits& limits) {
  Verdicts verdicts = list_names(dump);
  uint64_t bytes = 0;
  for (const auto& [name, is_dropped] : verdicts) bytes += name.size();
  if (bytes > 0 && patterns.steps() > limits.steps / bytes) {
    return too_costly(dump,
                      "expected a pattern that is matched quickly, got one that may take "
                      "minutes for the profile's names");
  }
  for (auto& [name, is_dropped] : verdicts) is_dropped = patterns.drops(name);
  return verdicts;
}

// Cuts the place's names at the outermost that is dropped.
Drop cut(GivenPlace& place, const Verdicts& verdicts) {
  size_t begin = 0;
  for (size_t row = 0; begin < place.names.size(); ++row) {
    const std::string_view rest = std::string_view(place.names).substr(begin);
    const size_t length = first_name_length(rest);
    if (verdicts.at(without_arguments(rest.substr(0, length)))) {
      if (row == 0) return Drop::kAll;
      place.names.resize(begin - kNameSeparator.size());
      place.lines.resize(std::min(place.lines.size(), row));
      return Drop::kBeneath;
    }
    begin += length + kNameSeparator.size();
  }
  return Drop::kNothing;
}

// Moves the record's first frame outwards.
void trim(DumpRecord& record, const Dump& dump, const std::vector<Drop>& drops) {
  bool has_own = false;
  for (uint32_t i = record.depth; i-- > 0;) {
    const Drop drop = drops[dump.frames[record.first_frame + i].row()];
    if (drop == Drop::kNothing) has_own = true;
    if (drop == Drop::kNothing || !has_own) continue;
    const uint32_t dropped = drop == Drop::kAll ? i + 1 : i;
    record.first_frame += dropped;
    record.depth -= dropped;
    return;
  }
}

}  // namespace

Result<Dump> drop_frames(const Dump& dump, const DropLimits& limits) {
  const Result<Patterns> patterns = compile(dump, limits);
  if (!patterns.ok()) return patterns.error();
  const Result<Verdicts> verdicts = judge(dump, *patterns, limits);
  if (!verdicts.ok()) return verdicts.error();
  Dump kept = dump;
  std::vector<Drop> drops;
  for (GivenPlace& place : kept.places) drops.push_back(cut(place, *verdicts));
  for (DumpRecord& record : kept.records) trim(record, kept, drops);
  return kept;
}

}  // namespace jescope
