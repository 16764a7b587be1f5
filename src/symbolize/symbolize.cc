// SPDX-License-Identifier: Apache-2.0
//
// Names the locations, then rebuilds the stacks from the names. Stacks are
// translated row by row, parents first, so what many stacks share is done once.
#include "jescope/symbolize/symbolize.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "jescope/model/profile_builder.h"
#include "jescope/symbolize/location_names.h"

namespace jescope {
namespace {

class Translation {
 public:
  Translation(const AddressProfile& profile, LocationNames names, Inlines inlines)
      : profile_(profile), builder_(empty_profile(profile, names)) {
    intern_chains(std::move(names.chains), inlines);
    translate_stacks();
    add_samples();
  }

  Profile take() { return builder_.take(); }

 private:
  static Profile empty_profile(const AddressProfile& profile, const LocationNames& names) {
    Profile result;
    result.sample_period_bytes = profile.sample_period_bytes;
    result.has_totals = profile.has_totals;
    result.begins_at_callers = profile.begins_at_callers;
    result.modules = names.modules;
    result.snapshots = profile.snapshots;
    return result;
  }

  // Chains repeat each name in full, so each goes as soon as its names are kept.
  void intern_chains(std::vector<SymbolChain> chains, Inlines inlines) {
    for (size_t row = 0; row < profile_.locations.size(); ++row) {
      first_frame_.push_back(frames_.size());
      const SymbolChain chain = std::exchange(chains[row], {});
      const size_t innermost = inlines == Inlines::kFold && !chain.empty() ? chain.size() - 1 : 0;
      for (size_t i = chain.size(); i-- > innermost;) intern(profile_.locations[row], chain[i]);
      if (chain.empty()) intern(profile_.locations[row], {});
    }
    first_frame_.push_back(frames_.size());
  }

  void intern(const Location& location, const SymbolFrame& symbol) {
    Frame frame;
    frame.function = builder_.intern(symbol.function);
    frame.file = builder_.intern(symbol.file);
    frame.module = builder_.intern(profile_.modules[location.module.row()].path);
    frame.offset = location.link_address;
    frame.line = symbol.line;
    frame.inlined = symbol.inlined;
    frame.kind = symbol.kind;
    frames_.push_back(builder_.intern(frame));
  }

  // True when no two locations have the same outermost frame. Different stacks
  // of locations then are different stacks of frames, and none is searched for.
  bool are_locations_distinct() const {
    std::vector<bool> is_taken(frames_.size(), false);
    for (size_t row = 0; row < profile_.locations.size(); ++row) {
      const size_t outermost = frames_[first_frame_[row]].row();
      if (is_taken[outermost]) return false;
      is_taken[outermost] = true;
    }
    return true;
  }

  void translate_stacks() {
    const bool is_new = are_locations_distinct();
    rows_.reserve(profile_.stacks.size());
    for (size_t i = 0; i < profile_.stacks.size(); ++i) {
      const LocationStacks::Row row(i);
      const LocationStacks::Row parent = profile_.stacks.parent(row);
      FrameStacks::Row stack = parent.is_none() ? FrameStacks::Row() : rows_[parent.row()];
      const size_t location = profile_.stacks.element(row).row();
      for (size_t f = first_frame_[location]; f < first_frame_[location + 1]; ++f) {
        stack = is_new ? builder_.new_child(stack, frames_[f]) : builder_.child(stack, frames_[f]);
      }
      rows_.push_back(stack);
    }
  }

  void add_samples() {
    for (const AddressSample& sample : profile_.samples) {
      builder_.add(sample.stack.is_none() ? no_backtrace() : rows_[sample.stack.row()],
                   sample.values, sample.snapshot);
    }
  }

  // No other frame is without a module, so this stack is new.
  FrameStacks::Row no_backtrace() {
    if (!no_backtrace_.is_none()) return no_backtrace_;
    Frame frame;
    frame.function = builder_.intern(kNoBacktrace);
    no_backtrace_ = builder_.new_child(FrameStacks::Row(), builder_.intern(frame));
    return no_backtrace_;
  }

  const AddressProfile& profile_;
  ProfileBuilder builder_;
  std::vector<FrameId> frames_;         // of all locations, outermost first
  std::vector<size_t> first_frame_;     // of each location, and one more
  std::vector<FrameStacks::Row> rows_;  // for each location stack
  FrameStacks::Row no_backtrace_;       // none(): not needed so far
};

// More rows than any real profile has; rows are numbered with 32 bits.
constexpr uint64_t kMostRows = 100'000'000;

// Returns how many rows the stacks have with a row for each inlined function.
uint64_t rows_with_inlines(const AddressProfile& profile, const LocationNames& names) {
  uint64_t rows = 0;
  for (size_t row = 0; row < profile.stacks.size(); ++row) {
    const size_t location = profile.stacks.element(LocationStacks::Row(row)).row();
    rows += std::max<size_t>(1, names.chains[location].size());
  }
  return rows;
}

// Returns `wanted` where the stacks stay of a size that can be kept.
Inlines affordable(Inlines wanted, const AddressProfile& profile, const LocationNames& names,
                   Diagnostics& diagnostics) {
  if (wanted == Inlines::kFold || rows_with_inlines(profile, names) <= kMostRows) return wanted;
  diagnostics.warn("too many inlined functions", {},
                   "inlined functions are left out: the stacks would have more than 100 million "
                   "frames");
  return Inlines::kFold;
}

}  // namespace

Profile symbolize(const AddressProfile& profile, SymbolSource& source, Inlines inlines,
                  Diagnostics& diagnostics, NameDetail detail) {
  LocationNames names = name_locations(profile, source, detail, diagnostics);
  const Inlines shown = affordable(inlines, profile, names, diagnostics);
  return Translation(profile, std::move(names), shown).take();
}

}  // namespace jescope
