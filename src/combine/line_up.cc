// SPDX-License-Identifier: Apache-2.0
//
// Modules are known by path, places by module and offset, stacks by their
// places: each is entered once and found again in the next dump.
#include "jescope/combine/line_up.h"

#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "combine/copy_stacks.h"
#include "jescope/base/hash.h"
#include "jescope/base/interner.h"

namespace jescope {

Profile line_up(std::span<const Profile> profiles) {
  Profile heading = common_heading(profiles);
  heading.has_totals = !profiles.empty();
  for (const Profile& profile : profiles) {
    Snapshot snapshot = profile.snapshots.empty() ? Snapshot() : profile.snapshots.front();
    snapshot.has_totals = profile.has_totals;
    snapshot.sample_period_bytes = profile.sample_period_bytes;
    heading.snapshots.push_back(std::move(snapshot));
    heading.has_totals &= profile.has_totals;
  }
  ProfileBuilder builder(heading);
  for (size_t i = 0; i < profiles.size(); ++i) {
    const std::vector<FrameStacks::Row> rows = copy_stacks(profiles[i], builder);
    for (const Sample& sample : profiles[i].samples) {
      const auto stack = sample.stack.is_none() ? FrameStacks::Row() : rows[sample.stack.row()];
      builder.add(stack, sample.values, static_cast<uint32_t>(i));
    }
  }
  return builder.take();
}

class SeriesBuilder::State {
 public:
  void add(const AddressProfile& profile, Snapshot snapshot) {
    enter_heading(profile, std::move(snapshot));
    const std::vector<LocationId> locations = enter_locations(profile, enter_modules(profile));
    std::vector<LocationStacks::Row> rows(profile.stacks.size());
    for (size_t i = 0; i < rows.size(); ++i) {
      const LocationStacks::Row row(i);
      const LocationStacks::Row parent = profile.stacks.parent(row);
      rows[i] = series_.stacks.child(parent.is_none() ? parent : rows[parent.row()],
                                     locations[profile.stacks.element(row).row()]);
    }
    const auto number = static_cast<uint32_t>(series_.snapshots.size() - 1);
    for (const AddressSample& sample : profile.samples) {
      const auto stack = sample.stack.is_none() ? LocationStacks::Row() : rows[sample.stack.row()];
      series_.samples.push_back({stack, sample.values, number});
    }
  }

  AddressProfile take() { return std::move(series_); }

 private:
  void enter_heading(const AddressProfile& profile, Snapshot snapshot) {
    snapshot.has_totals = profile.has_totals;
    snapshot.sample_period_bytes = profile.sample_period_bytes;
    const bool is_first = series_.snapshots.empty();
    if (is_first) {
      series_.sample_period_bytes = profile.sample_period_bytes;
      series_.process_id = profile.process_id;
    }
    series_.has_totals = profile.has_totals && (is_first || series_.has_totals);
    series_.begins_at_callers |= profile.begins_at_callers;
    series_.snapshots.push_back(std::move(snapshot));
  }

  std::vector<ModuleId> enter_modules(const AddressProfile& profile) {
    std::vector<ModuleId> entered;
    for (const Module& module : profile.modules) {
      const auto key = std::tuple(module.kind, module.path, module.deleted, module.is_program);
      const auto [known, is_new] = modules_.emplace(key, ModuleId(series_.modules.size()));
      if (is_new) series_.modules.push_back(module);
      entered.push_back(known->second);
    }
    return entered;
  }

  // A just-in-time compiler may use an address again for other code, so a place
  // that the dump itself names is known by its names as well. In a file one dump may
  // name what another does not.
  static bool are_one_place(const Location& known, const Location& location, bool is_in_file) {
    const bool is_nameless = known.given_names.empty() || location.given_names.empty();
    if (is_in_file && is_nameless) return true;
    return known.given_names == location.given_names && known.given_lines == location.given_lines;
  }

  std::vector<LocationId> enter_locations(const AddressProfile& profile,
                                          const std::vector<ModuleId>& modules) {
    std::vector<LocationId> entered;
    entered.reserve(profile.locations.size());
    std::vector<Location>& locations = series_.locations;
    for (const Location& location : profile.locations) {
      const ModuleId module = modules[location.module.row()];
      const bool is_in_file = series_.modules[module.row()].kind == ModuleKind::kFile;
      const auto is_row = [&](uint32_t row) {
        const Location& known = locations[row];
        return known.module == module && known.offset == location.offset &&
               are_one_place(known, location, is_in_file);
      };
      const auto next = static_cast<uint32_t>(locations.size());
      const uint32_t row =
          location_index_.find_or_add(mix_hash(module.raw(), location.offset), next, is_row);
      if (row == next) {
        locations.push_back(location);
        locations.back().module = module;
      } else if (locations[row].given_names.empty()) {
        locations[row].given_names = location.given_names;
        locations[row].given_lines = location.given_lines;
      }
      entered.push_back(LocationId(row));
    }
    return entered;
  }

  AddressProfile series_;
  std::map<std::tuple<ModuleKind, std::string, bool, bool>, ModuleId> modules_;
  Interner location_index_;
};

SeriesBuilder::SeriesBuilder() : state_(std::make_unique<State>()) {}

SeriesBuilder::~SeriesBuilder() = default;

void SeriesBuilder::add(const AddressProfile& profile, Snapshot snapshot) {
  state_->add(profile, std::move(snapshot));
}

AddressProfile SeriesBuilder::take() {
  AddressProfile series = state_->take();
  state_ = std::make_unique<State>();
  return series;
}

}  // namespace jescope
