// SPDX-License-Identifier: Apache-2.0
//
// Reads the process's map and looks where its links lead. The layout of what
// they lead to decides, later, whether it is the dump's module.
#include "symbolize/find/live_files.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

#include "symbolize/find/dump_paths.h"

namespace jescope {
namespace {

constexpr size_t kMostMappings = 100'000;
constexpr size_t kMostLinks = 16;  // a file has a few mappings

struct LiveMapping {
  uint64_t start = 0;
  uint64_t end = 0;
  uint64_t inode = 0;
  std::string path;  // "(deleted)" is cut off
};

std::string without_deleted(std::string path) {
  constexpr std::string_view kDeleted = " (deleted)";
  if (path.ends_with(kDeleted)) path.resize(path.size() - kDeleted.size());
  return path;
}

std::optional<LiveMapping> parse_mapping(const std::string& line) {
  std::istringstream words(line);
  LiveMapping mapping;
  char dash = 0;
  std::string access, file_offset, device;
  words >> std::hex >> mapping.start >> dash >> mapping.end >> access >> file_offset >> device;
  words >> std::dec >> mapping.inode >> std::ws;
  std::getline(words, mapping.path);
  if (mapping.inode == 0 || mapping.path.empty()) return std::nullopt;
  mapping.path = without_deleted(std::move(mapping.path));
  return mapping;
}

// Returns the mappings of files called `name`.
std::vector<LiveMapping> mappings_of(uint64_t process_id, const std::string& name) {
  std::vector<LiveMapping> mappings;
  std::ifstream maps(fmt::format("/proc/{}/maps", process_id));
  std::string line;
  for (size_t seen = 0; seen < kMostMappings && std::getline(maps, line); ++seen) {
    if (line.find(name) == std::string::npos) continue;
    std::optional<LiveMapping> mapping = parse_mapping(line);
    if (mapping && base_name(mapping->path) == name) mappings.push_back(*std::move(mapping));
  }
  return mappings;
}

}  // namespace

bool LiveModule::has(int descriptor) const {
  struct stat status = {};
  if (::fstat(descriptor, &status) != 0) return false;
  if (files_.empty()) {
    return std::find(inodes_.begin(), inodes_.end(), status.st_ino) != inodes_.end();
  }
  const std::pair<dev_t, ino_t> file(status.st_dev, status.st_ino);
  return std::find(files_.begin(), files_.end(), file) != files_.end();
}

void LiveModule::add_map_file(const std::string& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return;
  const std::pair<dev_t, ino_t> file(status.st_dev, status.st_ino);
  const bool is_new = std::find(files_.begin(), files_.end(), file) == files_.end();
  if (!is_new || links_.size() >= kMostLinks) return;
  files_.push_back(file);
  links_.push_back({path});
}

bool are_same_file(int descriptor, int other) {
  struct stat one = {};
  struct stat two = {};
  return ::fstat(descriptor, &one) == 0 && ::fstat(other, &two) == 0 && one.st_dev == two.st_dev &&
         one.st_ino == two.st_ino;
}

LiveModule find_live_module(uint64_t process_id, const Module& module) {
  LiveModule live;
  const std::string name = base_name(module.path);
  if (process_id == 0 || name.empty()) return live;
  if (module.is_program) live.links_.push_back({fmt::format("/proc/{}/exe", process_id)});
  for (const LiveMapping& mapping : mappings_of(process_id, name)) {
    live.inodes_.push_back(mapping.inode);
    live.add_map_file(
        fmt::format("/proc/{}/map_files/{:x}-{:x}", process_id, mapping.start, mapping.end));
  }
  return live;
}

}  // namespace jescope
