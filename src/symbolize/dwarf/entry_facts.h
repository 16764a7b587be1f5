// SPDX-License-Identifier: Apache-2.0
//
// What an entry says that names need, read at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "symbolize/dwarf/unit_cache.h"

namespace jescope {

struct EntryFacts {
  uint64_t tag = 0;  // DW_TAG_*; 0: there is no entry
  bool has_children = false;
  bool is_external = false;
  FormValue name, linkage_name;
  FormValue origin;         // DW_AT_abstract_origin
  FormValue specification;  // the declaration of what this defines
  FormValue signature;      // of the type unit that has what this type lacks
  FormValue call_file, call_line;
  CodeValues code;
};

EntryFacts read_facts(const Entry& entry);

}  // namespace jescope
