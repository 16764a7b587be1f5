// SPDX-License-Identifier: Apache-2.0
//
// From dump files to one named profile: the left half of the pipeline.
// Internal to `pipeline`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "jescope/symbolize/symbol_source.h"
#include "pipeline/inputs/dump_choice.h"

namespace jescope {

enum class PlaceForm {
  kWhole,
  kByThread,  // threads side by side as snapshots
};

// Counts of the chosen threads become estimates, and addresses places; the dump
// is not needed after.
Result<AddressProfile> place_dump(const Dump& dump, const Request& request,
                                  Diagnostics& diagnostics, PlaceForm form = PlaceForm::kWhole);

// Names the places, which are used up; allocator frames are left out unless they
// are wanted.
Profile name_places(AddressProfile places, const Request& request, SymbolSource& source,
                    Diagnostics& diagnostics);

// Names the dump's addresses; the allocator's frames are still there.
Result<Profile> name_dump(const Dump& dump, const Request& request, SymbolSource& source,
                          Diagnostics& diagnostics);

struct Loaded {
  Profile profile;      // of all chosen dumps, without allocator frames
  std::string subject;  // what was read, in a few words
  std::string missing;  // "the dump is cut short: ..."; empty: all stacks were read
  // "sampled once per 16.0 KiB to 512.0 KiB"; empty: as profile tells, all dumps are alike
  std::string sampling;
};

// Returns the name by which a heading tells the dump.
std::string subject_of(const Dump& dump);

// Returns "the dump is cut short: 1.4 MiB of about 170 MiB could be read" where
// stacks of a dump are missing; empty: none are.
std::string missing_words(const std::vector<ChosenDumps>& processes, const Request& request);

// Names and merges the dumps, which are used up: a large one is gone before
// its names are looked up. Snapshots of one process are merged by
// request.merge, processes are added up.
Result<Loaded> load(std::vector<ChosenDumps> processes, const Request& request,
                    SymbolSource& source, Diagnostics& diagnostics);

// Sees a dump and its names, the allocator's among them, before both are used up.
using DumpLook = std::function<void(const Dump&, const Profile& named)>;

// The same; each dump is shown to `look`.
Result<Loaded> load(std::vector<ChosenDumps> processes, const Request& request,
                    SymbolSource& source, Diagnostics& diagnostics, const DumpLook& look);

}  // namespace jescope
