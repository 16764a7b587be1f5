// SPDX-License-Identifier: Apache-2.0
//
// A module is all mappings of one file:
//
//   addresses  [libm r--][libm r-x][libm r--]   [anonymous rwx]   [libc r--][libc r-x]
//   modules    '-------- libm.so -----------'   '-[anonymous]-'   '----- libc.so ----'
#include "normalize/module_map.h"

#include <algorithm>

#include "normalize/remapped_text.h"

namespace jescope {
namespace {

constexpr std::string_view kAnonymousPath = "[anonymous]";
constexpr std::string_view kUnmappedPath = "[unmapped]";
// Position-independent programs are loaded far above, fixed ones below.
constexpr uint64_t kLeastRandomBase = uint64_t{1} << 28;
// The largest page, and so the largest gap that it makes between segments.
constexpr uint64_t kMostPageBytes = uint64_t{1} << 16;
constexpr const char* kDeleted = " (deleted)";

ModuleKind kind_of(const Mapping& mapping) {
  if (mapping.path.empty()) return ModuleKind::kAnonymous;
  if (mapping.path.front() != '[') return ModuleKind::kFile;
  const bool of_the_kernel =
      mapping.path == "[vdso]" || mapping.path == "[vsyscall]" || mapping.path == "[uprobes]";
  return of_the_kernel ? ModuleKind::kVirtual : ModuleKind::kAnonymous;
}

std::string path_of(const Mapping& mapping) {
  return kind_of(mapping) == ModuleKind::kAnonymous ? std::string(kAnonymousPath) : mapping.path;
}

std::string key_of(const Mapping& mapping) {
  return path_of(mapping) + (mapping.deleted ? kDeleted : "");
}

bool is_library(std::string_view path) {
  return path.ends_with(".so") || path.find(".so.") != std::string_view::npos;
}

bool has_code(const Module& module) {
  return std::any_of(module.ranges.begin(), module.ranges.end(),
                     [](const MappedRange& range) { return range.executable; });
}

// The program is the module that the dump names, or else the first file with
// code that is no library: the kernel maps it below them. Below it may lie data,
// as a JVM's heap "/memfd:java_heap" or class archive.
void mark_program(std::vector<Module>& modules, std::string_view program) {
  const auto named = [&](const Module& module) { return module.path == program; };
  const auto first = [](const Module& module) {
    return module.kind == ModuleKind::kFile && !is_library(module.path) && has_code(module) &&
           !module.path.starts_with("/memfd:") && !module.path.starts_with("/dev/");
  };
  auto found = std::find_if(modules.begin(), modules.end(), named);
  if (found == modules.end()) found = std::find_if(modules.begin(), modules.end(), first);
  if (found != modules.end()) found->is_program = true;
}

// One loading of a file, as far as its mappings were seen.
struct Load {
  uint64_t base = 0;
  uint64_t head_bytes = 0;  // of its first mapping
  uint64_t end = 0;
  bool has_code = false;
};

// True when code that is mapped from the beginning of the file, at `start`,
// belongs to `load`: linkers that put segments side by side in a small file
// leave the headers and the code in one page of it, which is mapped twice.
bool is_code_of_first_page(const Load& load, uint64_t start) {
  return !load.has_code && load.head_bytes <= kMostPageBytes && start - load.end < kMostPageBytes;
}

}  // namespace

ModuleMap::ModuleMap(std::span<const Mapping> mappings, std::string_view program) {
  add({ModuleKind::kUnmapped, std::string(kUnmappedPath), false, false, {}});
  for (const Mapping& mapping : restore_remapped_text(mappings)) {
    if (mapping.end <= mapping.start) continue;
    const ModuleId module = module_of(mapping);
    if (!mapping.build_id.empty()) modules_[module.row()].build_id = mapping.build_id;
    modules_[module.row()].ranges.push_back(
        {mapping.file_offset, mapping.end - mapping.start, mapping.executable});
    ranges_.push_back(
        {mapping.start, mapping.end, mapping.file_offset, module, mapping.executable, 0});
  }
  std::stable_sort(ranges_.begin(), ranges_.end(),
                   [](const Range& a, const Range& b) { return a.start < b.start; });
  mark_program(modules_, program);
  find_load_bases();
}

// A file is mapped from its beginning upwards. Where the beginning is missing
// in the map, segments are taken to lie as far apart as in the file.
//
//   start  offset              start  offset
//   10000  0       r-- base    30000  0       r-- base of another load
//   11000  0       r-x         31000  1000    r-x
void ModuleMap::find_load_bases() {
  std::vector<Load> loads(modules_.size());
  for (Range& range : ranges_) {
    Load& load = loads[range.module.row()];
    const bool goes_on = range.executable && is_code_of_first_page(load, range.start);
    if (load.end == 0 || (range.file_offset == 0 && !goes_on)) {
      load = {range.start - range.file_offset, range.end - range.start, 0, false};
    }
    load.end = range.end;
    load.has_code |= range.executable;
    const bool fixed = modules_[range.module.row()].is_program && load.base < kLeastRandomBase;
    range.load_base = fixed ? 0 : load.base;
  }
}

ModuleId ModuleMap::add(Module module) {
  modules_.push_back(std::move(module));
  return ModuleId(modules_.size() - 1);
}

ModuleId ModuleMap::module_of(const Mapping& mapping) {
  const auto [known, is_new] = by_path_.emplace(key_of(mapping), ModuleId());
  if (is_new) known->second = add({kind_of(mapping), path_of(mapping), mapping.deleted, false, {}});
  return known->second;
}

Place ModuleMap::find_in(const Mapping& mapping, uint64_t address) const {
  const auto known = by_path_.find(key_of(mapping));
  if (known == by_path_.end()) return {ModuleId(0), address, address};
  const Place place = find(address);
  const bool is_placed = mapping.start > 0 && place.module == known->second;
  return is_placed ? place : Place{known->second, address, address};
}

Place ModuleMap::find(uint64_t address) const {
  const auto after =
      std::upper_bound(ranges_.begin(), ranges_.end(), address,
                       [](uint64_t wanted, const Range& range) { return wanted < range.start; });
  if (after == ranges_.begin()) return {ModuleId(0), address, address};
  const Range& range = *(after - 1);
  if (address >= range.end) return {ModuleId(0), address, address};
  const bool in_file = modules_[range.module.row()].kind == ModuleKind::kFile ||
                       modules_[range.module.row()].kind == ModuleKind::kVirtual;
  if (!in_file) return {range.module, address, address};
  return {range.module, range.file_offset + (address - range.start), address - range.load_base};
}

}  // namespace jescope
