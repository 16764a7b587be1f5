// SPDX-License-Identifier: Apache-2.0
//
// Dumps of one process meet before they have names, so each place is named
// once; others meet by name.
#include "pipeline/compare/sides.h"

#include <fmt/format.h>

#include <algorithm>

#include "jescope/combine/line_up.h"
#include "jescope/combine/same_process.h"
#include "pipeline/inputs/dump_choice.h"
#include "pipeline/load.h"
#include "pipeline/series/series.h"

namespace jescope {
namespace {

using Processes = std::vector<ChosenDumps>;

const Dump* single_dump(const Processes& processes) {
  const bool is_single = processes.size() == 1 && processes.front().size() == 1;
  return is_single ? &processes.front().front() : nullptr;
}

bool are_of_one_process(const Processes& before, const Processes& after) {
  const Dump* const base = single_dump(before);
  const Dump* const now = single_dump(after);
  return base != nullptr && now != nullptr && are_of_same_process(*base, *now);
}

std::string build_of_program(const Profile& profile) {
  const auto found = std::ranges::find(profile.modules, true, &ModuleNames::is_program);
  return found == profile.modules.end() ? std::string() : found->build_id;
}

// True when both are known to be of one build: of the program and of every
// library that both hold.
bool are_of_one_build(const Profile& before, const Profile& after) {
  const std::string build_id = build_of_program(after);
  if (build_id.empty() || build_id != build_of_program(before)) return false;
  return std::ranges::none_of(after.modules, [&](const ModuleNames& module) {
    const auto same = std::ranges::find(before.modules, module.path, &ModuleNames::path);
    return same != before.modules.end() && same->build_id != module.build_id;
  });
}

void note_order(const Dump& before, const Dump& after, Diagnostics& diagnostics) {
  const bool is_reversed =
      before.name && after.name && before.name->sequence > after.name->sequence;
  if (!is_reversed) return;
  diagnostics.note("reversed", before.source,
                   fmt::format("is newer than {}: what grew is shown as shrunk", after.source),
                   "give the older dump first");
}

class SidesLoader {
 public:
  SidesLoader(const Request& request, const Rules& rules, const SideSources& sources,
              Diagnostics& diagnostics)
      : request_(request), rules_(rules), sources_(sources), diagnostics_(diagnostics) {}

  Result<Sides> run(Processes before, Processes after) {
    const bool is_one_process = are_of_one_process(before, after);
    if (is_one_process) note_order(*single_dump(before), *single_dump(after), diagnostics_);
    const Relation relation = request_.comparison.assumed.value_or(
        is_one_process ? Relation::kSnapshots : Relation::kIndependent);
    const bool share_places = is_one_process && &sources_.before == &sources_.after;
    Result<Sides> sides = share_places ? load_by_place(*single_dump(before), *single_dump(after))
                                       : load_by_name(std::move(before), std::move(after));
    if (!sides.ok()) return sides;
    sides->error = change_error(relation, sides->profile.has_totals);
    sides->has_equal_lines |= relation == Relation::kSnapshots;
    return sides;
  }

 private:
  Result<Sides> load_by_place(const Dump& before, const Dump& after) {
    SeriesBuilder builder;
    for (const Dump* const dump : {&before, &after}) {
      const Result<AddressProfile> places = place_dump(*dump, request_, diagnostics_);
      if (!places.ok()) return places.error();
      builder.add(*places, snapshot_of(*dump));
    }
    Sides sides;
    sides.before = subject_of(before);
    sides.after = subject_of(after);
    rename_into(sides, name_places(builder.take(), request_, sources_.after, diagnostics_), {});
    return sides;
  }

  Result<Sides> load_by_name(Processes before, Processes after) {
    Result<Loaded> base = load(std::move(before), request_, sources_.before, diagnostics_);
    if (!base.ok()) return std::move(base).error();
    Result<Loaded> now = load(std::move(after), request_, sources_.after, diagnostics_);
    if (!now.ok()) return std::move(now).error();
    const RenameOptions options{Paths::kUnify, incomparable_modules(base->profile, now->profile)};
    Sides sides;
    sides.before = std::move(base->subject);
    sides.after = std::move(now->subject);
    sides.has_equal_lines = are_of_one_build(base->profile, now->profile);
    const Profile profiles[] = {std::move(base->profile), std::move(now->profile)};
    rename_into(sides, line_up(profiles), options);
    return sides;
  }

  void rename_into(Sides& sides, const Profile& lined_up, const RenameOptions& options) const {
    Renamed renamed = rename(lined_up, rules_.names, options);
    sides.profile = std::move(renamed.profile);
    sides.merged = std::move(renamed.merged);
  }

  const Request& request_;
  const Rules& rules_;
  const SideSources& sources_;
  Diagnostics& diagnostics_;
};

}  // namespace

Result<Sides> load_sides(const Inputs& inputs, const Request& request, const Rules& rules,
                         const SideSources& sources, Diagnostics& diagnostics) {
  Result<Processes> before =
      choose_dumps(inputs.base, request.merge, diagnostics, request.progress, inputs.remote.get());
  if (!before.ok()) return std::move(before).error();
  Result<Processes> after =
      choose_dumps(inputs.dumps, request.merge, diagnostics, request.progress, inputs.remote.get());
  if (!after.ok()) return std::move(after).error();
  return SidesLoader(request, rules, sources, diagnostics)
      .run(std::move(*before), std::move(*after));
}

}  // namespace jescope
