// SPDX-License-Identifier: Apache-2.0
//
// Annotated source: numbers from a profile, text from the files that the user
// lets be read. Internal to `pipeline`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/model/profile.h"
#include "jescope/pipeline/request.h"
#include "jescope/summarize/disassembly.h"
#include "jescope/summarize/routine_list.h"
#include "jescope/summarize/source_list.h"

namespace jescope {

// Returns an error where a --source-root is no folder.
Result<Done> check_source_roots(const Request& request);

// Returns the functions that request.function_pattern matches, at most as many as
// the request shows; without text.
Result<SourceList> find_listed(const Profile& profile, const Request& request,
                               Diagnostics& diagnostics);

// Returns `list`, of `profile`, with the text of its lines. `symbols_command` tells why
// lines are missing.
SourceList with_texts(SourceList list, const Profile& profile, const Request& request,
                      const std::string& symbols_command, Diagnostics& diagnostics);

// Both of these.
Result<SourceList> list_matching(const Profile& profile, const Request& request,
                                 const std::string& symbols_command, Diagnostics& diagnostics);

// Returns the list with the text of its lines, where the user lets it be read.
Disassembly with_line_texts(Disassembly list, const Request& request, Diagnostics& diagnostics);

// Returns the routines of `list` in jeprof's order, with their lines and text. One
// of which no line is known is left out.
std::vector<Routine> list_routines(const Disassembly& list, const Request& request,
                                   Diagnostics& diagnostics);

// Returns the `functions` that hold most themselves of those whose source is
// found: for a report. Nothing where the user lets no source be read, or none is found.
std::optional<SourceList> list_largest(const Profile& profile, const Request& request,
                                       size_t functions, Diagnostics& diagnostics);

}  // namespace jescope
