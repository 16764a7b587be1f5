// SPDX-License-Identifier: Apache-2.0
//
// Names code made at run time from the maps of the compilers that made it:
// those the user gives, or else /tmp/perf-PID.map in the sysroot, where PID is
// the process's own number, in a container the inner one.
#pragma once

#include "jescope/base/diagnostics.h"
#include "jescope/symbolize/symbol_search.h"
#include "jescope/symbolize/symbol_source.h"

namespace jescope {

// Names the places of `query` by their addresses in the process. The source is
// "perf map" or "jitdump"; "none" when no map names any, with a reason for
// anonymous memory only.
ModuleSymbols name_from_jit_maps(const ModuleQuery& query, const SymbolSearch& search,
                                 Diagnostics& diagnostics);

}  // namespace jescope
