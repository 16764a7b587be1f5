// SPDX-License-Identifier: Apache-2.0
//
// Dump in, AddressProfile out: counts become estimates, and addresses of the
// process become places in files, by the dump's own map.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "jescope/model/address_profile.h"
#include "jescope/model/dump.h"

namespace jescope {

// The threads to look at, by jemalloc's number; nothing means all together.
using ThreadChoice = std::optional<std::set<uint64_t>>;

// Each record is scaled, then records of equal stacks are added. Every address
// of a stack is a return address, so its place is the byte before it, inside
// the call. Records without any value are left out.
AddressProfile normalize(const Dump& dump, const ThreadChoice& threads);

// The same with the threads side by side as snapshots, those that have something,
// in the order of the dump, and before them what is of no thread. What a record
// holds is shared out among its threads in proportion to what their own lines
// hold, so that the sum over all is that of normalize().
AddressProfile normalize_by_thread(const Dump& dump, const ThreadChoice& threads);

// Returns the places of dump.addresses, in the same order, and no samples.
AddressProfile place_each_address(const Dump& dump);

// Returns what the whole dump holds, without placing addresses. The header's own
// totals will not do: jemalloc 5.3 distorts them once for the whole heap.
Values estimate_total(const Dump& dump);

// Returns what each of dump.threads holds, in the same order. Their sum is not
// the total: jemalloc 5.3 distorts each thread's line on its own.
std::vector<Values> estimate_threads(const Dump& dump);

}  // namespace jescope
