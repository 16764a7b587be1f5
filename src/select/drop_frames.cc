// SPDX-License-Identifier: Apache-2.0
//
// The patterns are tried once a place; stacks are then walked from the outside:
//
//   main  run  malloc  hook  sample
//              '-- dropped ---'
#include "jescope/select/drop_frames.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
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
    const std::string_view bare = without_arguments(name);
    return drop.matches(bare) && !(keep && keep->matches(bare));
  }
};

Result<Pattern> whole(const std::string& expression, const Dump& dump) {
  return Pattern::compile("^(?:" + expression + ")$", dump.source);
}

Result<Patterns> compile(const Dump& dump) {
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

// Cuts the place's names at the outermost that is dropped.
Drop cut(GivenPlace& place, const Patterns& patterns) {
  size_t begin = 0;
  for (size_t row = 0; begin < place.names.size(); ++row) {
    const std::string_view rest = std::string_view(place.names).substr(begin);
    const size_t length = first_name_length(rest);
    if (patterns.drops(rest.substr(0, length))) {
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

Result<Dump> drop_frames(const Dump& dump) {
  const Result<Patterns> patterns = compile(dump);
  if (!patterns.ok()) return patterns.error();
  Dump kept = dump;
  std::vector<Drop> drops;
  for (GivenPlace& place : kept.places) drops.push_back(cut(place, *patterns));
  for (DumpRecord& record : kept.records) trim(record, kept, drops);
  return kept;
}

}  // namespace jescope
