// SPDX-License-Identifier: Apache-2.0
//
// A symbol source without names: what is measured is ours, not libdw's.
#pragma once

#include "jescope/symbolize/symbol_source.h"

namespace jescope::testing {

class NoNames : public ModuleSource {
 public:
  ModuleSymbols look_up(const ModuleQuery& query, Diagnostics& diagnostics) override;
};

}  // namespace jescope::testing
