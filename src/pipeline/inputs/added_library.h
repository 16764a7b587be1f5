// SPDX-License-Identifier: Apache-2.0
//
// jeprof's --add_lib: a file that a dump's map lacks. Internal to `pipeline`.
#pragma once

#include <vector>

#include "jescope/base/result.h"
#include "jescope/model/dump.h"
#include "jescope/pipeline/request.h"

namespace jescope {

// Returns where the request's added library is taken to be; nothing: it has none.
Result<std::vector<Mapping>> added_mappings(const Request& request);

// Adds what of `added` meets no code of the dump's own map.
void add_mappings(const std::vector<Mapping>& added, Dump& dump);

}  // namespace jescope
