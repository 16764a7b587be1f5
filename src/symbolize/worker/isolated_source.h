// SPDX-License-Identifier: Apache-2.0
//
// Runs another source in processes of its own, one for each module.
#pragma once

#include <memory>

#include "jescope/symbolize/symbol_search.h"

namespace jescope {

// Returns a source that asks `inner` in forked processes, as
// make_isolated_source says. Where no process can be made it asks here.
std::unique_ptr<SymbolSource> isolate(std::unique_ptr<ModuleSource> inner,
                                      const WorkerLimits& limits, Progress* progress = nullptr);

}  // namespace jescope
