// SPDX-License-Identifier: Apache-2.0
//
// Makes dumps and their text for tests. The text is written from what the
// format says (src/read/heap_v2_reader.cc), apart from any reader.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jescope/model/dump.h"

namespace jescope::testing {

// Returns the text of a heap_v2 dump. Names given by a symbol section are not
// written.
std::string write_heap_v2(const Dump& dump);

// Returns one text a record, for comparing dumps record by record.
std::vector<std::string> record_texts(const Dump& dump);

// Returns a small dump of random shape with at least one record; equal seeds
// give equal dumps. Counters reach INT64_MAX, thread names and paths hold
// spaces, some stacks are empty. The counts of a record are its threads' sum.
Dump random_dump(uint64_t seed);

}  // namespace jescope::testing
