// SPDX-License-Identifier: Apache-2.0
//
// Compares base names only: a process in a container knows its files by other
// paths than this machine. The layout decides.
#include "symbolize/find/live_files.h"

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "symbolize/find/dump_paths.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostMappings = 100'000;
constexpr size_t kMostPlaces = 16;  // a file has a few mappings

std::string without_deleted(std::string path) {
  constexpr std::string_view kDeleted = " (deleted)";
  if (path.ends_with(kDeleted)) path.resize(path.size() - kDeleted.size());
  return path;
}

bool leads_to(const fs::path& link, const std::string& name) {
  std::error_code error;
  const fs::path target = fs::read_symlink(link, error);
  return !error && base_name(without_deleted(target.string())) == name;
}

}  // namespace

std::vector<FilePlace> live_places(uint64_t process_id, const Module& module) {
  std::vector<FilePlace> places;
  if (process_id == 0) return places;
  if (module.is_program) places.push_back({fmt::format("/proc/{}/exe", process_id)});
  const std::string name = base_name(module.path);
  std::error_code error;
  fs::directory_iterator link(fmt::format("/proc/{}/map_files", process_id), error);
  for (size_t seen = 0; !error && link != fs::directory_iterator(); link.increment(error)) {
    if (++seen > kMostMappings || places.size() >= kMostPlaces) break;
    if (leads_to(link->path(), name)) places.push_back({link->path().string()});
  }
  return places;
}

}  // namespace jescope
