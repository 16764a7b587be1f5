// SPDX-License-Identifier: Apache-2.0
//
// Tries one kind of place after the other. A deleted file's path may lead to
// its successor, which the comparison with the map finds out.
#include "symbolize/find/module_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "symbolize/elf/call_sites.h"
#include "symbolize/elf/lone_debug_file.h"
#include "symbolize/files/file_checksum.h"
#include "symbolize/find/debug_file.h"
#include "symbolize/find/dump_paths.h"
#include "symbolize/find/layout.h"
#include "symbolize/find/live_files.h"

namespace jescope {
namespace {

constexpr const char* kNotFound = "not found here";
constexpr const char* kReplaced =
    "not the one that is mapped, which the process still has but which cannot be read";
constexpr const char* kOtherBuild = "another build: its code does not fit the dump's map";

Error refused(const std::string& path, std::string message) {
  return Error{ErrorCode::kUnreadable, path, std::move(message), {}};
}

// True when the file fits the map, if need be with the offsets that its program had.
bool fit_layout(ElfFile& file, std::span<const MappedRange> ranges) {
  if (fit_mapping(file.segments(), ranges)) return true;
  if (!lacks_code(file)) return false;
  std::optional<LoadSegments> placed = place_by_map(file.segments(), ranges);
  if (!placed) return false;
  file.replace_segments(*std::move(placed));
  return true;
}

// A rebuild of nearly the same source has the same layout; its calls differ.
Result<ElfFile> open_fitting(const FilePlace& place, const ModuleQuery& query) {
  Result<ElfFile> file = ElfFile::open(place.path, place.root);
  if (!file) return file;
  if (file->segments().empty()) return refused(file->path(), "not a linked program or library");
  if (!fit_layout(*file, query.module->ranges)) return refused(file->path(), kOtherBuild);
  if (!query.are_call_sites) return file;
  const CallSites sites = count_call_sites(*file, query.offsets);
  if (sites.prove_another_build()) {
    return refused(file->path(), "another build: " + to_text(sites));
  }
  return file;
}

// What tells builds apart: the build-id, else the bytes.
std::string identity_of(const SymbolDirFile& candidate) {
  if (!candidate.build_id.empty()) return candidate.build_id;
  const Result<ElfFile> file = ElfFile::open(candidate.path, {});
  const std::optional<uint32_t> checksum =
      file ? file_checksum(file->descriptor()) : std::optional<uint32_t>();
  return checksum ? fmt::format("CRC32 0x{:08x}", *checksum) : candidate.path;
}

// Returns a candidate of each build, at most two.
SymbolDirs::Files one_of_each_build(const SymbolDirs::Files& candidates) {
  SymbolDirs::Files builds;
  std::string first_identity;
  for (const SymbolDirFile* candidate : candidates) {
    const std::string identity = candidates.size() == 1 ? "" : identity_of(*candidate);
    if (!builds.empty() && identity == first_identity) continue;
    builds.push_back(candidate);
    if (builds.size() == 2) break;
    first_identity = identity;
  }
  return builds;
}

std::string build_text(const SymbolDirFile& file) {
  if (file.build_id.empty()) return file.path;
  return fmt::format("{} (build-id {})", file.path, file.build_id);
}

// The search for one module; remembers why the best candidate was refused.
class ModuleSearch {
 public:
  ModuleSearch(const ModuleQuery& query, const FileFinder& finder)
      : query_(query), module_(*query.module), finder_(finder), search_(finder.search()) {}

  Result<ElfFile> run() {
    if (module_.is_program && !search_.program.empty()) {
      return open_fitting({search_.program}, query_);
    }
    if (search_.is_live_here) look_at_process();
    for (const FilePlace& place : places_of(module_.path, search_)) {
      if (try_place(place)) return *std::move(found_);
    }
    if (mapped_) return *std::move(mapped_);
    if (try_symbol_dirs()) return *std::move(found_);
    return refused(module_.path, reason());
  }

 private:
  bool try_place(const FilePlace& place) {
    Result<ElfFile> file = open_fitting(place, query_);
    if (file && is_replaced(place, *file)) file = refused(place.path, kReplaced);
    if (file) {
      found_ = *std::move(file);
    } else if (reason_.empty() || reason_ == kNotFound) {
      reason_ = file.error().message;
    }
    return found_.has_value();
  }

  // Of --path-map's files the user says that they are the same.
  bool is_replaced(const FilePlace& place, const ElfFile& file) const {
    if (place.path != module_.path) return false;
    if (live_.has(file.descriptor())) return false;
    if (mapped_) return !are_same_file(file.descriptor(), mapped_->descriptor());
    return live_.is_known();
  }

  // The links always lead somewhere, so what does not fit is no reason.
  void look_at_process() {
    live_ = find_live_module(search_.live_process, module_);
    for (const FilePlace& place : live_.links()) {
      Result<ElfFile> file = open_fitting(place, query_);
      if (!file) continue;
      mapped_ = *std::move(file);
      return;
    }
  }

  bool try_symbol_dirs() {
    if (search_.symbol_dirs.empty()) return false;
    const SymbolDirs::Files named = finder_.symbol_dirs().with_base_name(base_name(module_.path));
    if (take_only_build(fitting(named))) return true;
    if (!details_.empty()) return false;
    if (!named.empty()) details_ = reason_of(*named.front());
    if (tell_layout(module_.ranges) && take_only_build(with_whole_layout())) return true;
    return take_only_build(lone_debug_files());
  }

  // The debug files of that name, with ".debug" behind it or not, that can
  // stand for their program.
  SymbolDirs::Files lone_debug_files() const {
    SymbolDirs::Files files;
    for (const char* suffix : {"", ".debug"}) {
      const std::string name = base_name(module_.path) + suffix;
      for (const SymbolDirFile* file : finder_.symbol_dirs().with_base_name(name)) {
        if (!place_by_map(file->segments, module_.ranges)) continue;
        if (open_fitting({file->path}, query_).ok()) files.push_back(file);
      }
    }
    return files;
  }

  std::string reason_of(const SymbolDirFile& file) const {
    const Result<ElfFile> opened = open_fitting({file.path}, query_);
    return fmt::format("{} is {}", file.path, opened ? kOtherBuild : opened.error().message);
  }

  SymbolDirs::Files fitting(const SymbolDirs::Files& candidates) const {
    SymbolDirs::Files files;
    std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(files),
                 [&](const SymbolDirFile* file) {
                   return !file->segments.empty() && fit_mapping(file->segments, module_.ranges) &&
                          open_fitting({file->path}, query_).ok();
                 });
    return files;
  }

  SymbolDirs::Files with_whole_layout() const {
    SymbolDirs::Files files;
    for (const SymbolDirFile& file : finder_.symbol_dirs().files()) {
      if (!fit_whole_mapping(file.segments, module_.ranges)) continue;
      if (open_fitting({file.path}, query_).ok()) files.push_back(&file);
    }
    return files;
  }

  // Takes a file if `candidates` are all one build: the one with debug
  // information, else the first.
  bool take_only_build(const SymbolDirs::Files& candidates) {
    const SymbolDirs::Files builds = one_of_each_build(candidates);
    if (builds.size() == 2) {
      details_ = fmt::format("{} and {} both fit the dump's map", build_text(*builds[0]),
                             build_text(*builds[1]));
      return false;
    }
    for (const SymbolDirFile* candidate : candidates) {
      Result<ElfFile> file = open_fitting({candidate->path}, query_);
      if (!file) continue;
      const bool is_best = has_debug_info(*file);
      if (is_best || !found_) found_ = *std::move(file);
      if (is_best) break;
    }
    return found_.has_value();
  }

  std::string reason() const {
    const std::string reason = reason_.empty() ? kNotFound : reason_;
    return details_.empty() ? reason : reason + "; " + details_;
  }

  const ModuleQuery& query_;
  const Module& module_;
  const FileFinder& finder_;
  const SymbolSearch& search_;
  LiveModule live_;
  std::optional<ElfFile> mapped_;  // what the live process has
  std::optional<ElfFile> found_;
  std::string reason_;   // why the path in the dump did not do
  std::string details_;  // why a file below --symbols did not
};

}  // namespace

Result<ElfFile> open_module_file(const ModuleQuery& query, const FileFinder& finder) {
  return ModuleSearch(query, finder).run();
}

}  // namespace jescope
