// SPDX-License-Identifier: Apache-2.0
//
// Names that a dump itself gives an address, as jeprof --raw writes them:
//
//   0x000055d0c0de1234 main--run(int)--read
//
// outermost first, joined by "--", "??" or the bare address where jeprof knew
// none. Rust names are mangled.
#pragma once

#include <cstddef>
#include <string_view>

#include "jescope/model/given_lines.h"
#include "jescope/symbolize/symbol_source.h"

namespace jescope {

// Names of one address; no compiler inlines deeper.
inline constexpr size_t kMostGivenNames = 256;

// Returns the chain, demangled, without the unknown parts; empty: no name is
// given. `lines` are those of the names. Of a chain longer than kMostGivenNames the middle is left
// out.
SymbolChain parse_given_names(std::string_view names, const GivenLines& lines = {});

}  // namespace jescope
