// SPDX-License-Identifier: Apache-2.0
//
// Finds the path that a file has in another build or on another host. Internal
// to `select`.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace jescope {

using PathSet = std::set<std::string, std::less<>>;

// By the path on the second side, the different path on the first side.
using PathPairs = std::unordered_map<std::string, std::string>;

// Pairs source files by their last parts, as many as possible:
//
//   /home/a/cache/src/lru.cc     /build/7f3a/cache/src/lru.cc
//
// Only what has one candidate on either side is paired.
PathPairs pair_source_files(const PathSet& first, const PathSet& second);

// Pairs modules: by name without folder, then without version and without the
// long numbers of temporary files; programs pair whatever they are called.
PathPairs pair_modules(const PathSet& first, const PathSet& second, const PathSet& programs);

}  // namespace jescope
