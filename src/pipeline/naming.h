// SPDX-License-Identifier: Apache-2.0
//
// Which source of names a request asks for, and how much of it. Internal to
// `pipeline`.
#pragma once

#include <memory>

#include "jescope/pipeline/request.h"
#include "jescope/symbolize/symbol_search.h"
#include "jescope/symbolize/symbol_source.h"
#include "pipeline/inputs/inputs.h"

namespace jescope {

// Returns where the request lets files be looked for.
SymbolSearch symbol_search(const Request& request, const Inputs& inputs);

// Starts the source. To be called before dumps are read: what reads modules is
// forked from a process that is still small.
std::unique_ptr<SymbolSource> open_names(const Request& request, const Inputs& inputs);

// The same for the base of a comparison; null where its names come from the
// same places.
std::unique_ptr<SymbolSource> open_base_names(const Request& request);

// Returns how much of each place the request's answer shows.
NameDetail detail_of(const Request& request);

}  // namespace jescope
