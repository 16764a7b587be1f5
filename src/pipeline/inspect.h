// SPDX-License-Identifier: Apache-2.0
//
// The commands that look at dumps one by one: info and symbols. Internal to
// `pipeline`.
#pragma once

#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "jescope/pipeline/run.h"
#include "jescope/summarize/symbol_report.h"
#include "jescope/symbolize/symbol_source.h"
#include "pipeline/command_words.h"
#include "pipeline/inputs/dump_choice.h"

namespace jescope {

// Returns the reports of all chosen dumps, one after the other.
Result<Report> inspect(const std::vector<ChosenDumps>& processes, const Request& request,
                       const CommandWords& words, SymbolSource& source, Diagnostics& diagnostics);

// Puts the dump and the options of this run into the modules' remedies, and
// another remedy in the place of one that this run has tried in vain.
void complete_remedies(SymbolReport& report, const Request& request, const CommandWords& words);

// Returns what --fail-below says of a dump; empty: enough of it is named.
// Shares are rounded down, so that they never read as if they were enough.
std::string judge_named_share(double share, double least);

}  // namespace jescope
