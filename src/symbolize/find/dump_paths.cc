// SPDX-License-Identifier: Apache-2.0
//
// Text only: no file is looked at here.
#include "symbolize/find/dump_paths.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

namespace jescope {
namespace {

std::string_view without_slashes_at_end(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

bool begins_with_folder(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

// In jeprof's order: the longest end of the path below each prefix first.
void add_prefixed(const std::string& path, const SymbolSearch& search,
                  std::vector<FilePlace>& places) {
  if (search.lib_prefixes.empty()) return;
  const std::string whole = without_climbs(path);
  for (size_t slash = whole.find('/'); slash != std::string::npos;
       slash = whole.find('/', slash + 1)) {
    for (const std::string& prefix : search.lib_prefixes) {
      places.push_back({prefix + whole.substr(slash)});
    }
  }
}

}  // namespace

std::optional<std::string> map_path(std::span<const PathMapping> path_map,
                                    const std::string& path) {
  const PathMapping* longest = nullptr;
  size_t longest_bytes = 0;
  for (const PathMapping& mapping : path_map) {
    const std::string_view folder = without_slashes_at_end(mapping.old_prefix);
    if (!begins_with_folder(path, folder)) continue;
    if (longest != nullptr && folder.size() <= longest_bytes) continue;
    longest = &mapping;
    longest_bytes = folder.size();
  }
  if (longest == nullptr) return std::nullopt;
  return std::string(without_slashes_at_end(longest->new_prefix)) + path.substr(longest_bytes);
}

bool has_climb(std::string_view path) {
  while (!path.empty()) {
    const std::string_view component = path.substr(0, path.find('/'));
    if (component == "..") return true;
    path.remove_prefix(std::min(component.size() + 1, path.size()));
  }
  return false;
}

std::string without_climbs(const std::string& path) {
  return has_climb(path) ? std::filesystem::path(path).lexically_normal().string() : path;
}

std::vector<FilePlace> places_of(const std::string& path, const SymbolSearch& search) {
  std::vector<FilePlace> places;
  if (path.empty()) return places;
  if (const auto mapped = map_path(search.path_map, without_climbs(path)))
    places.push_back({*mapped});
  add_prefixed(path, search, places);
  places.push_back({path, search.sysroot});
  return places;
}

std::vector<FilePlace> places_everywhere(const std::string& path, const SymbolSearch& search) {
  std::vector<FilePlace> places = places_of(path, search);
  if (!path.empty() && !search.sysroot.empty()) places.push_back({path});
  return places;
}

std::string folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace jescope
