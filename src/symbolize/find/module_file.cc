// SPDX-License-Identifier: Apache-2.0
//
// Tries one kind of place after the other. A deleted file's path may lead to
// its successor, which the comparison with the map finds out.
#include "symbolize/find/module_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "symbolize/files/file_checksum.h"
#include "symbolize/find/debug_file.h"
#include "symbolize/find/dump_paths.h"
#include "symbolize/find/layout.h"
#include "symbolize/find/live_files.h"

namespace jescope {
namespace {

constexpr const char* kNotFound = "not found here";
constexpr const char* kOtherBuild = "another build: its code does not fit the dump's map";

Error refused(const std::string& path, std::string message) {
  return Error{ErrorCode::kUnreadable, path, std::move(message), {}};
}

Result<ElfFile> open_fitting(const FilePlace& place, const Module& module) {
  Result<ElfFile> file = ElfFile::open(place.path, place.root);
  if (!file) return file;
  if (file->segments().empty()) return refused(file->path(), "not a linked program or library");
  if (!fit_mapping(file->segments(), module.ranges)) return refused(file->path(), kOtherBuild);
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
  ModuleSearch(const Module& module, const FileFinder& finder)
      : module_(module), finder_(finder), search_(finder.search()) {}

  Result<ElfFile> run() {
    if (module_.is_program && !search_.program.empty()) {
      return open_fitting({search_.program}, module_);
    }
    if (module_.deleted && try_live()) return *std::move(found_);
    for (const FilePlace& place : places_of(module_.path, search_)) {
      if (try_place(place)) return *std::move(found_);
    }
    if (!module_.deleted && try_live()) return *std::move(found_);
    if (try_symbol_dirs()) return *std::move(found_);
    return refused(module_.path, reason());
  }

 private:
  bool try_place(const FilePlace& place) {
    Result<ElfFile> file = open_fitting(place, module_);
    if (file) {
      found_ = *std::move(file);
    } else if (reason_.empty() || reason_ == kNotFound) {
      reason_ = file.error().message;
    }
    return found_.has_value();
  }

  // The links always lead somewhere, so what does not fit is no reason.
  bool try_live() {
    if (!search_.is_live_here) return false;
    for (const FilePlace& place : live_places(search_.live_process, module_)) {
      Result<ElfFile> file = open_fitting(place, module_);
      if (!file) continue;
      found_ = *std::move(file);
      return true;
    }
    return false;
  }

  bool try_symbol_dirs() {
    if (search_.symbol_dirs.empty()) return false;
    const SymbolDirs::Files named = finder_.symbol_dirs().with_base_name(base_name(module_.path));
    if (take_only_build(fitting(named))) return true;
    if (!details_.empty()) return false;
    if (!named.empty()) details_ = fmt::format("{} is {}", named.front()->path, kOtherBuild);
    return tell_layout(module_.ranges) && take_only_build(with_whole_layout());
  }

  SymbolDirs::Files fitting(const SymbolDirs::Files& candidates) const {
    SymbolDirs::Files files;
    std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(files),
                 [&](const SymbolDirFile* file) {
                   return !file->segments.empty() && fit_mapping(file->segments, module_.ranges);
                 });
    return files;
  }

  SymbolDirs::Files with_whole_layout() const {
    SymbolDirs::Files files;
    for (const SymbolDirFile& file : finder_.symbol_dirs().files()) {
      if (fit_whole_mapping(file.segments, module_.ranges)) files.push_back(&file);
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
      Result<ElfFile> file = open_fitting({candidate->path}, module_);
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

  const Module& module_;
  const FileFinder& finder_;
  const SymbolSearch& search_;
  std::optional<ElfFile> found_;
  std::string reason_;   // why the path in the dump did not do
  std::string details_;  // why a file below --symbols did not
};

}  // namespace

Result<ElfFile> open_module_file(const Module& module, const FileFinder& finder) {
  return ModuleSearch(module, finder).run();
}

}  // namespace jescope
