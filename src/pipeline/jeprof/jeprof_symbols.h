// SPDX-License-Identifier: Apache-2.0
//
// jeprof --symbols: names for addresses that some other program asks about.
// Internal to `pipeline`.
#pragma once

#include <string>
#include <string_view>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "jescope/symbolize/symbol_source.h"

namespace jescope {

// Answers `questions`, lines of a map as in /proc/PID/maps and lines that hold an
// address as "0x7f12", with the short name of each address, one a line in their
// order, "??" for none. An address names the function that holds it, not the one
// before it. Without a map addresses are those that `program` was linked for.
Result<std::string> answer_symbols(std::string_view questions, const std::string& program,
                                   const Request& request, SymbolSource& source,
                                   Diagnostics& diagnostics);

// The same for what standard input holds, at most 256 MiB.
Result<std::string> answer_symbols_of_input(const std::string& program, const Request& request,
                                            SymbolSource& source, Diagnostics& diagnostics);

}  // namespace jescope
