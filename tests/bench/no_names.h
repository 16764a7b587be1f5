// SPDX-License-Identifier: Apache-2.0
//
// A symbol source without names: what is measured is ours, not libdw's.
#pragma once

#include "jescope/symbolize/symbol_source.h"

namespace jescope::testing {

class NoNames : public SymbolSource {
 public:
  ModuleSymbols look_up(const Module& module, std::span<const uint64_t> offsets,
                        Diagnostics& diagnostics) override;
};

}  // namespace jescope::testing
