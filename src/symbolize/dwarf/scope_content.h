// SPDX-License-Identifier: Apache-2.0
//
// What a scope holds that can hold functions in turn. The walk for addresses
// passes over whole units and namespaces anyway, so it notes this on its way: names
// may need it, and another walk would take as long.
#pragma once

#include <cstdint>
#include <vector>

#include "symbolize/dwarf/abbreviations.h"

namespace jescope {

// A namespace, type, function or block with children.
struct Container {
  uint64_t offset = 0;
  uint64_t end = 0;  // where its children end; 0: not known yet
  EntryKind kind = EntryKind::kOther;
};

struct ScopeContent {
  uint64_t scope = 0;                 // offset of a unit's root or a namespace
  std::vector<Container> containers;  // in order
};

}  // namespace jescope
