// SPDX-License-Identifier: Apache-2.0
//
// Where the names of one dump come from, and how to get those that are
// missing: what `symbols` prints.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jescope/model/profile.h"
#include "jescope/summarize/module_share.h"

namespace jescope {

struct SymbolReport {
  std::string dump;                  // where it was read from
  std::vector<ModuleShare> modules;  // by live bytes, then by path
  NamedParts bytes;                  // live ones of the whole dump
  NamedParts places;                 // of all modules
};

// `trimmed` is the profile of `dump` without allocator frames, at
// Granularity::kAddress.
SymbolReport report_symbols(std::string_view dump, const Profile& trimmed);

}  // namespace jescope
