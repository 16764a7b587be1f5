// SPDX-License-Identifier: Apache-2.0
//
// How much of each module's memory and places has a name. The bytes of a stack
// belong to the module of its innermost frame; a place counts once, with the
// function that has its code, whatever is inlined there. Bounds of a function
// are no name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "jescope/model/profile.h"

namespace jescope {

// Live bytes or places, and how many of them are named.
struct NamedParts {
  int64_t all = 0;
  int64_t named = 0;
  int64_t with_line = 0;  // with a source line

  NamedParts& operator+=(const NamedParts& other);
};

// Returns the share of named ones, and of those with a line; 1 of nothing.
double named_share(const NamedParts& parts);
double lines_share(const NamedParts& parts);

struct ModuleShare {
  ModuleNames names;
  Values self;        // of stacks whose innermost frame is in the module
  NamedParts bytes;   // of these, the live ones
  NamedParts places;  // distinct, anywhere in stacks
};

// Returns the modules with frames in `profile`, which is at
// Granularity::kAddress and without allocator frames; by live bytes, largest
// first, then by path.
std::vector<ModuleShare> module_shares(const Profile& profile);

// Returns the live bytes of all stacks, those without a module as well; the
// bytes of an empty stack have no name, and those of "[no backtrace]" miss none.
NamedParts named_bytes(const Profile& profile);

}  // namespace jescope
