// SPDX-License-Identifier: Apache-2.0
//
// The stacks of a dump's records as a prefix tree of locations. Internal to
// `normalize`.
#pragma once

#include <span>
#include <vector>

#include "jescope/model/address_profile.h"
#include "jescope/model/dump.h"

namespace jescope {

struct RecordStacks {
  LocationStacks stacks;
  std::vector<LocationStacks::Row> rows;  // by record; none(): no frames, or left out
};

// `locations`: by the dump's address. Records without any of `counts` (by
// record) are left out.
RecordStacks build_record_stacks(const Dump& dump, std::span<const LocationId> locations,
                                 std::span<const Counts> counts);

}  // namespace jescope
