// SPDX-License-Identifier: Apache-2.0
//
// The names of every location of a profile, asked for module by module.
#pragma once

#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/model/address_profile.h"
#include "jescope/model/profile.h"
#include "jescope/symbolize/symbol_source.h"

namespace jescope {

struct LocationNames {
  std::vector<SymbolChain> chains;   // for each location; empty: no name
  std::vector<ModuleNames> modules;  // those with locations, ordered by path
};

// Takes the names the dump gives, and asks `source` for the rest.
LocationNames name_locations(const AddressProfile& profile, SymbolSource& source, NameDetail detail,
                             Diagnostics& diagnostics);

}  // namespace jescope
