// SPDX-License-Identifier: Apache-2.0
//
// Where a path that a dump or a debug file names may be on this machine:
// below --path-map's folder, in the sysroot, or as it stands.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "jescope/symbolize/symbol_search.h"
#include "symbolize/files/file_place.h"

namespace jescope {

// Returns the path on this machine that --path-map gives `path`; nothing when
// no OLD is a beginning of it. OLD matches whole components, the longest wins:
//
//   OLD=NEW  /build=/src     /build/a.cc  ->  /src/a.cc     /builds/a.cc  ->  nothing
std::optional<std::string> map_path(std::span<const PathMapping> path_map, const std::string& path);

// Returns where the process's `path` may be, best first.
std::vector<FilePlace> places_of(const std::string& path, const SymbolSearch& search);

// The same for files that prove to be the right ones, by build-id or checksum:
// these are also looked for outside of the sysroot, where debug files are often
// kept.
std::vector<FilePlace> places_everywhere(const std::string& path, const SymbolSearch& search);

// Returns "/a/b" for "/a/b/c", "." for "c".
std::string folder_of(const std::string& path);

// Returns "c" for "/a/b/c" and for "c".
std::string base_name(const std::string& path);

}  // namespace jescope
