// SPDX-License-Identifier: Apache-2.0
//
// Where a file of a given build-id may be, by the layouts that need no search:
//
//   /usr/lib/debug/.build-id/2f/a1c0....debug            Debian, Fedora
//   DIR/.build-id/2f/a1c0...[.debug]                     a copy of that
//   DIR/usr/lib/debug/.build-id/2f/a1c0....debug         an unpacked package
//   DIR/2fa1c0.../debuginfo                              debuginfod's cache
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jescope/symbolize/symbol_search.h"
#include "symbolize/files/file_place.h"

namespace jescope {

// True for what may become a part of a path or an argument: lower-case hex, of
// a length that build-ids have.
bool is_plain_build_id(std::string_view build_id);

// Returns the places, best first; none when `build_id` is not a plain one.
std::vector<FilePlace> places_of_build_id(const std::string& build_id, const SymbolSearch& search);

}  // namespace jescope
