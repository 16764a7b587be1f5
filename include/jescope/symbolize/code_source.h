// SPDX-License-Identifier: Apache-2.0
//
// Instructions of the functions that hold places of a dump, for x86-64 and
// arm64. A module's file is found, and refused, as for its names; it is read with
// the same care (symbol_search.h).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/base/progress.h"
#include "jescope/model/code.h"
#include "jescope/symbolize/symbol_search.h"
#include "jescope/symbolize/symbol_source.h"

namespace jescope {

// How much one query's answer holds at most. More is cut, and said.
inline constexpr size_t kMostInstructionsOfFunction = 100'000;
inline constexpr size_t kMostInstructions = 200'000;

// The functions wanted of one module. What it points to must outlive the call.
struct CodeQuery {
  ModuleQuery module;                // with all the places that the dump has in it
  std::span<const uint64_t> wanted;  // offsets in the file, ascending, distinct
};

// A place whose function's bounds nothing tells is in none of the functions.
struct ModuleCode {
  std::vector<FunctionCode> functions;  // that hold a wanted place; by address, each once
  std::string reason;                   // completes "no instructions: "; empty: the file was read
};

class CodeSource {
 public:
  virtual ~CodeSource() = default;

  // Returns the answer to each query, in the same order. Never fails.
  virtual std::vector<ModuleCode> read(std::span<const CodeQuery> queries,
                                       Diagnostics& diagnostics) = 0;
};

// Returns the source that reads modules in this process. For tests.
std::unique_ptr<CodeSource> make_code_source(SymbolSearch search);

// Returns the source that reads each module in a process of its own, as
// make_isolated_source() does; to be called as early.
std::unique_ptr<CodeSource> make_isolated_code_source(SymbolSearch search, WorkerLimits limits,
                                                      Progress* progress = nullptr);

}  // namespace jescope
