// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "jescope/symbolize/symbol_source.h"

namespace jescope {

// Returns a source that asks `inner`, which must outlive it, for each place once and
// keeps the answers: for many profiles of one dump.
std::unique_ptr<SymbolSource> remember_names(SymbolSource& inner);

}  // namespace jescope
