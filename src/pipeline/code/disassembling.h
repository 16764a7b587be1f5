// SPDX-License-Identifier: Apache-2.0
//
// From a profile to the instructions of chosen functions. Internal to `pipeline`.
//
//   Dump ──place_collector──▶ CodePlaces ─┐
//                             Profile ────┴─▶ disassemble ──▶ Disassembly
#pragma once

#include <memory>
#include <string>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/model/profile.h"
#include "jescope/pipeline/request.h"
#include "jescope/summarize/code_places.h"
#include "jescope/summarize/disassembly.h"
#include "jescope/symbolize/code_source.h"
#include "jescope/symbolize/symbol_source.h"
#include "pipeline/inputs/inputs.h"
#include "pipeline/load.h"

namespace jescope {

// True when the request's answer shows instructions.
bool wants_code(const Request& request);

// Starts the source of code; null where the answer needs none. To be called
// before dumps are read, as open_names().
std::unique_ptr<CodeSource> open_code(const Request& request, const Inputs& inputs);

// The same whatever the request.
std::unique_ptr<CodeSource> start_code(const Request& request, const Inputs& inputs);

// What reads modules.
struct CodeReaders {
  SymbolSource& names;
  CodeSource& code;
};

// Returns what adds the places of each dump that is loaded to `places`.
DumpLook place_collector(CodePlaces& places);

// Returns the instructions of the functions that request.function_pattern matches, with
// source lines but without their text: in jeprof of all, else of at most as many as the
// request shows. `profile` has addresses, and all its dumps' places are in `places`. Why
// a function has none is a warning, as that there is no function; `symbols_command` tells
// more of it.
Result<Disassembly> disassemble(const Profile& profile, const CodePlaces& places,
                                const Request& request, CodeReaders readers,
                                const std::string& symbols_command, Diagnostics& diagnostics);

}  // namespace jescope
