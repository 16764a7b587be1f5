// SPDX-License-Identifier: Apache-2.0
#include "pipeline/inputs/added_library.h"

#include <algorithm>

#include "jescope/symbolize/linked_mappings.h"

namespace jescope {

Result<std::vector<Mapping>> added_mappings(const Request& request) {
  if (request.added_library.empty()) return std::vector<Mapping>();
  return linked_mappings(request.added_library);
}

void add_mappings(const std::vector<Mapping>& added, Dump& dump) {
  const size_t own = dump.mappings.size();
  for (const Mapping& mapping : added) {
    const auto meets = [&](const Mapping& other) {
      return mapping.start < other.end && other.start < mapping.end;
    };
    const auto end = dump.mappings.begin() + static_cast<ptrdiff_t>(own);
    if (std::none_of(dump.mappings.begin(), end, meets)) dump.mappings.push_back(mapping);
  }
  dump.has_mappings |= !added.empty();
}

}  // namespace jescope
