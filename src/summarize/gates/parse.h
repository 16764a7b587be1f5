// SPDX-License-Identifier: Apache-2.0
//
// The parts of a gate that a budget shares. Internal to `summarize`.
#pragma once

#include "jescope/summarize/gates.h"
#include "summarize/gates/caret.h"

namespace jescope {

Result<Gate> read_gate(const WrittenText& text, const CompileExpression& compile);

Result<GateAmount> read_amount(const WrittenText& text);

// Reads what follows "function:".
Result<NameMatcher> read_expression(const WrittenText& text, const CompileExpression& compile);

inline constexpr std::string_view kFunctionPrefix = "function:";

}  // namespace jescope
