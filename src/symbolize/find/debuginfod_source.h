// SPDX-License-Identifier: Apache-2.0
//
// A symbol source that lets another one answer, fetches the debug files that
// were missing from debuginfod servers, and asks it once more for the modules
// that now have one. Files land in the first of SymbolSearch's
// debuginfod_caches, where the other source looks.
#pragma once

#include <memory>

#include "jescope/symbolize/symbol_search.h"
#include "jescope/symbolize/symbol_source.h"
#include "symbolize/find/debuginfod_client.h"

namespace jescope {

class DebuginfodSource : public SymbolSource {
 public:
  DebuginfodSource(std::unique_ptr<SymbolSource> inner, const SymbolSearch& search,
                   DebuginfodFetch fetch, Progress* progress);

  std::vector<ModuleSymbols> look_up(std::span<const ModuleQuery> queries,
                                     Diagnostics& diagnostics) override;

 private:
  using Rows = std::vector<size_t>;  // of queries

  // Warns of what is missing for that, if anything is.
  bool can_fetch(Diagnostics& diagnostics) const;

  // Returns those of `wanted` that have a new debug file.
  Rows fetch(std::span<const ModuleQuery> queries, const std::vector<ModuleSymbols>& answers,
             const Rows& wanted, Diagnostics& diagnostics) const;

  const std::unique_ptr<SymbolSource> inner_;
  const DebuginfodFetch fetch_;
  Progress* const progress_;
  const bool has_cache_;
  const DebuginfodClient client_;
};

}  // namespace jescope
