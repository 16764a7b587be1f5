// SPDX-License-Identifier: Apache-2.0
//
// Groups locations by module, so that a source sees all of a module at once.
#include "jescope/symbolize/location_names.h"

#include <algorithm>
#include <string>
#include <utility>

#include "symbolize/given_names.h"

namespace jescope {
namespace {

struct ModuleLocations {
  std::vector<size_t> asked;        // rows of locations for the source, by offset
  std::vector<uint64_t> offsets;    // of these, ascending, distinct
  std::vector<uint64_t> addresses;  // of these offsets, in the process
  bool has_given_names = false;
  bool is_empty() const { return asked.empty() && !has_given_names; }
};

class Naming {
 public:
  Naming(const AddressProfile& profile, SymbolSource& source, NameDetail detail,
         Diagnostics& diagnostics)
      : profile_(profile), source_(source), detail_(detail), diagnostics_(diagnostics) {
    names_.chains.resize(profile.locations.size());
    by_module_.resize(profile.modules.size());
  }

  LocationNames run() {
    for (size_t row = 0; row < profile_.locations.size(); ++row) take_given(row);
    ask();
    for (size_t row = 0; row < by_module_.size(); ++row) describe(row);
    const auto by_path = [](const ModuleNames& a, const ModuleNames& b) { return a.path < b.path; };
    std::stable_sort(names_.modules.begin(), names_.modules.end(), by_path);
    return std::move(names_);
  }

 private:
  void take_given(size_t row) {
    const Location& location = profile_.locations[row];
    ModuleLocations& module = by_module_[location.module.row()];
    names_.chains[row] = parse_given_names(location.given_names, location.given_lines);
    if (names_.chains[row].empty()) {
      module.asked.push_back(row);
    } else {
      module.has_given_names = true;
    }
  }

  // Asks for all modules at once, so that the source can read them side by side.
  void ask() {
    std::vector<ModuleQuery> queries;
    std::vector<size_t> modules;
    for (size_t row = 0; row < by_module_.size(); ++row) {
      ModuleLocations& wanted = by_module_[row];
      if (wanted.asked.empty()) continue;
      list_offsets(wanted);
      queries.push_back({&profile_.modules[row], wanted.offsets, wanted.addresses, detail_,
                         profile_.process_id, profile_.are_call_sites});
      modules.push_back(row);
    }
    if (queries.empty()) return;
    std::vector<ModuleSymbols> answers = source_.look_up(queries, diagnostics_);
    symbols_.resize(by_module_.size());
    for (size_t i = 0; i < modules.size() && i < answers.size(); ++i) {
      take_answer(by_module_[modules[i]], answers[i]);
      symbols_[modules[i]] = std::move(answers[i]);
    }
  }

  // Chains are most of the memory that symbolizing takes: the last location of an
  // offset, often the only one, has the chain itself.
  void take_answer(const ModuleLocations& wanted, ModuleSymbols& symbols) {
    std::vector<size_t> last(symbols.chains.size());
    for (const size_t row : wanted.asked) {
      if (const size_t at = offset_row(wanted, row); at < last.size()) last[at] = row;
    }
    for (const size_t row : wanted.asked) {
      const size_t at = offset_row(wanted, row);
      if (at >= last.size()) continue;
      SymbolChain& chain = symbols.chains[at];
      names_.chains[row] = last[at] == row ? std::move(chain) : chain;
    }
    symbols.chains = {};
  }

  size_t offset_row(const ModuleLocations& wanted, size_t location) const {
    const auto found = std::lower_bound(wanted.offsets.begin(), wanted.offsets.end(),
                                        profile_.locations[location].offset);
    return static_cast<size_t>(found - wanted.offsets.begin());
  }

  void describe(size_t module_row) {
    const ModuleLocations& wanted = by_module_[module_row];
    if (wanted.is_empty()) return;
    const Module& module = profile_.modules[module_row];
    ModuleNames names;
    names.path = module.path;
    names.source = "dump";
    names.build_id = module.build_id;
    names.is_program = module.is_program;
    if (!wanted.asked.empty()) take_description(symbols_[module_row], wanted, names);
    names_.modules.push_back(std::move(names));
  }

  static void take_description(ModuleSymbols& symbols, const ModuleLocations& wanted,
                               ModuleNames& names) {
    if (!symbols.build_id.empty()) names.build_id = std::move(symbols.build_id);
    names.reason = std::move(symbols.reason);
    names.remedy = std::move(symbols.remedy);
    names.file = std::move(symbols.file);
    names.debug_file = std::move(symbols.debug_file);
    if (!wanted.has_given_names) names.source = symbols.source;
    if (wanted.has_given_names && symbols.source != "none") names.source += ", " + symbols.source;
  }

  void list_offsets(ModuleLocations& wanted) const {
    std::vector<size_t> rows = wanted.asked;
    const auto by_offset = [this](size_t a, size_t b) {
      return profile_.locations[a].offset < profile_.locations[b].offset;
    };
    std::sort(rows.begin(), rows.end(), by_offset);
    for (const size_t row : rows) {
      const Location& location = profile_.locations[row];
      if (!wanted.offsets.empty() && wanted.offsets.back() == location.offset) continue;
      wanted.offsets.push_back(location.offset);
      wanted.addresses.push_back(location.process_address);
    }
  }

  const AddressProfile& profile_;
  SymbolSource& source_;
  const NameDetail detail_;
  Diagnostics& diagnostics_;
  LocationNames names_;
  std::vector<ModuleLocations> by_module_;
  std::vector<ModuleSymbols> symbols_;  // by module; without chains
};

}  // namespace

LocationNames name_locations(const AddressProfile& profile, SymbolSource& source, NameDetail detail,
                             Diagnostics& diagnostics) {
  return Naming(profile, source, detail, diagnostics).run();
}

}  // namespace jescope
