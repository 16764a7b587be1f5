// SPDX-License-Identifier: Apache-2.0
//
// Every place stays unnamed.
#include "tests/bench/no_names.h"

namespace jescope::testing {

ModuleSymbols NoNames::look_up(const ModuleQuery& query, Diagnostics&) {
  return {"", "none", "not looked for", std::vector<SymbolChain>(query.offsets.size())};
}

}  // namespace jescope::testing
