// SPDX-License-Identifier: Apache-2.0
//
// Beside the files that are known, then below --symbols.
#include "symbolize/find/split_places.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "symbolize/find/dump_paths.h"

namespace jescope {
namespace {

// Of the files of one name below --symbols; more are never looked at.
constexpr size_t kMostNamesakes = 8;

// Returns how many bytes the ends of both paths have in common.
size_t common_end(std::string_view a, std::string_view b) {
  size_t bytes = 0;
  while (bytes < a.size() && bytes < b.size() && a[a.size() - 1 - bytes] == b[b.size() - 1 - bytes])
    ++bytes;
  return bytes;
}

// Adds the files below --symbols with the base name of `path`, those first
// whose folders are most like its.
void add_namesakes(std::vector<FilePlace>& places, const std::string& path,
                   const FileFinder& finder) {
  if (finder.search().symbol_dirs.empty()) return;
  SymbolDirs::Files files = finder.symbol_dirs().with_base_name(base_name(path));
  std::stable_sort(files.begin(), files.end(), [&](const SymbolDirFile* a, const SymbolDirFile* b) {
    return common_end(a->path, path) > common_end(b->path, path);
  });
  if (files.size() > kMostNamesakes) files.resize(kMostNamesakes);
  for (const SymbolDirFile* file : files) places.push_back({file->path});
}

std::string without_suffix(const std::string& path, std::string_view suffix) {
  return path.ends_with(suffix) ? path.substr(0, path.size() - suffix.size()) : path;
}

}  // namespace

std::vector<FilePlace> package_places(const FilePlace& module, const FilePlace& debug_file,
                                      const FileFinder& finder) {
  const std::string debug_name = without_suffix(debug_file.path, ".debug");
  std::vector<FilePlace> places = {{module.path + ".dwp", module.root},
                                   {debug_file.path + ".dwp", debug_file.root},
                                   {debug_name + ".dwp", debug_file.root}};
  add_namesakes(places, module.path + ".dwp", finder);
  if (base_name(debug_name) != base_name(module.path)) {
    add_namesakes(places, debug_name + ".dwp", finder);
  }
  return places;
}

std::vector<FilePlace> unit_places(const std::string& name, const std::string& folder,
                                   const FilePlace& module, const FileFinder& finder) {
  const std::string path =
      name.starts_with('/') || folder.empty() ? name : fmt::format("{}/{}", folder, name);
  std::vector<FilePlace> places;
  // A relative path would be one of our own working folder.
  if (path.starts_with('/')) places = places_of(path, finder.search());
  const std::string beside = folder_of(module.path);
  const bool is_inside =
      finder.search().sysroot.empty() || !module.root.empty() || !has_climb(name);
  if (!name.starts_with('/') && is_inside) {
    places.push_back({fmt::format("{}/{}", beside, name), module.root});
  }
  places.push_back({fmt::format("{}/{}", beside, base_name(name)), module.root});
  add_namesakes(places, path, finder);
  return places;
}

}  // namespace jescope
