// SPDX-License-Identifier: Apache-2.0
//
// Where a path that a dump or a debug file names may be on this machine:
// below --path-map's folder, in the sysroot, or as it stands.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/symbolize/symbol_search.h"
#include "symbolize/files/file_place.h"

namespace jescope {

// Returns the path on this machine that --path-map gives `path`; nothing when
// no OLD is a beginning of it. OLD matches whole components, the longest wins:
//
//   OLD=NEW  /build=/src     /build/a.cc  ->  /src/a.cc     /builds/a.cc  ->  nothing
std::optional<std::string> map_path(std::span<const PathMapping> path_map, const std::string& path);

// True when a component of `path` is "..".
bool has_climb(std::string_view path);

// Returns "/a/c" for "/a/b/../c" and "/c" for "/../c".
std::string without_climbs(const std::string& path);

// Returns where the process's `path` may be, best first: where --path-map puts
// it, then in the sysroot. With a sysroot never elsewhere on this machine, and
// with "..", never beside the folder that --path-map names.
std::vector<FilePlace> places_of(const std::string& path, const SymbolSearch& search);

// The same for what is below a folder that the user names, as /usr/lib/debug:
// it is also looked for outside of the sysroot.
std::vector<FilePlace> places_everywhere(const std::string& path, const SymbolSearch& search);

// Returns "/a/b" for "/a/b/c", "." for "c".
std::string folder_of(const std::string& path);

// Returns "c" for "/a/b/c" and for "c".
std::string base_name(const std::string& path);

}  // namespace jescope
