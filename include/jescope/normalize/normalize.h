// SPDX-License-Identifier: Apache-2.0
//
// Dump in, AddressProfile out: counts become estimates, and addresses of the
// process become places in files, by the dump's own map.
#pragma once

#include <cstdint>
#include <optional>
#include <set>

#include "jescope/model/address_profile.h"
#include "jescope/model/dump.h"

namespace jescope {

// The threads to look at, by jemalloc's number; nothing means all together.
using ThreadChoice = std::optional<std::set<uint64_t>>;

// Each record is scaled, then records of equal stacks are added. Every address
// of a stack is a return address, so its place is the byte before it, inside
// the call. Records without any value are left out.
AddressProfile normalize(const Dump& dump, const ThreadChoice& threads);

}  // namespace jescope
