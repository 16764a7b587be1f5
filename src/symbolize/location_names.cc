// SPDX-License-Identifier: Apache-2.0
//
// Groups locations by module, so that a source sees all of a module at once.
#include "symbolize/location_names.h"

#include <algorithm>
#include <string>
#include <utility>

#include "symbolize/given_names.h"

namespace jescope {
namespace {

struct ModuleLocations {
  std::vector<size_t> asked;      // rows of locations for the source, by offset
  std::vector<uint64_t> offsets;  // of these, ascending, distinct
  bool has_given_names = false;
  bool is_empty() const { return asked.empty() && !has_given_names; }
};

class Naming {
 public:
  Naming(const AddressProfile& profile, SymbolSource& source, Diagnostics& diagnostics)
      : profile_(profile), source_(source), diagnostics_(diagnostics) {
    names_.chains.resize(profile.locations.size());
    by_module_.resize(profile.modules.size());
  }

  LocationNames run() {
    for (size_t row = 0; row < profile_.locations.size(); ++row) take_given(row);
    for (size_t module = 0; module < by_module_.size(); ++module) ask(module);
    const auto by_path = [](const ModuleNames& a, const ModuleNames& b) { return a.path < b.path; };
    std::stable_sort(names_.modules.begin(), names_.modules.end(), by_path);
    return std::move(names_);
  }

 private:
  void take_given(size_t row) {
    const Location& location = profile_.locations[row];
    ModuleLocations& module = by_module_[location.module.row()];
    names_.chains[row] = parse_given_names(location.given_names);
    if (names_.chains[row].empty()) {
      module.asked.push_back(row);
    } else {
      module.has_given_names = true;
    }
  }

  void ask(size_t module_row) {
    ModuleLocations& wanted = by_module_[module_row];
    if (wanted.is_empty()) return;
    const Module& module = profile_.modules[module_row];
    ModuleNames names{module.path, {}, "dump", {}, module.is_program};
    if (!wanted.asked.empty()) {
      ModuleSymbols symbols = look_up(module, wanted);
      names.build_id = symbols.build_id;
      names.reason = symbols.reason;
      if (!wanted.has_given_names || symbols.source != "none") names.source = symbols.source;
    }
    names_.modules.push_back(std::move(names));
  }

  ModuleSymbols look_up(const Module& module, ModuleLocations& wanted) {
    sort_by_offset(wanted);
    ModuleSymbols symbols = source_.look_up(module, wanted.offsets, diagnostics_);
    for (const size_t row : wanted.asked) {
      const auto found = std::lower_bound(wanted.offsets.begin(), wanted.offsets.end(),
                                          profile_.locations[row].offset);
      const auto at = static_cast<size_t>(found - wanted.offsets.begin());
      if (at < symbols.chains.size()) names_.chains[row] = symbols.chains[at];
    }
    return symbols;
  }

  void sort_by_offset(ModuleLocations& wanted) const {
    for (const size_t row : wanted.asked) wanted.offsets.push_back(profile_.locations[row].offset);
    std::sort(wanted.offsets.begin(), wanted.offsets.end());
    wanted.offsets.erase(std::unique(wanted.offsets.begin(), wanted.offsets.end()),
                         wanted.offsets.end());
  }

  const AddressProfile& profile_;
  SymbolSource& source_;
  Diagnostics& diagnostics_;
  LocationNames names_;
  std::vector<ModuleLocations> by_module_;
};

}  // namespace

LocationNames name_locations(const AddressProfile& profile, SymbolSource& source,
                             Diagnostics& diagnostics) {
  return Naming(profile, source, diagnostics).run();
}

}  // namespace jescope
