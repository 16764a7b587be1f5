// SPDX-License-Identifier: Apache-2.0
//
// Collects paths first and sorts them: a folder lists its files in no order.
#include "symbolize/find/symbol_dirs.h"

#include <elf.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "symbolize/elf/elf_identity.h"
#include "symbolize/files/open_file.h"
#include "symbolize/find/dump_paths.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

// The regular files below some folders, and links to such files.
class FolderWalk {
 public:
  explicit FolderWalk(const WalkLimits& limits) : limits_(limits) {}

  void add(const std::string& folder) {
    std::error_code error;
    if (fs::is_regular_file(folder, error)) return paths_.push_back(folder);
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                           error);
    const fs::recursive_directory_iterator end;
    while (!error && entry != end && entries_ < limits_.entries) {
      ++entries_;
      take(*entry);
      if (entry.depth() + 1 >= limits_.depth) entry.disable_recursion_pending();
      entry.increment(error);
    }
  }

  bool is_cut() const { return entries_ >= limits_.entries; }

  std::vector<std::string> sorted_paths() && {
    std::sort(paths_.begin(), paths_.end());
    paths_.erase(std::unique(paths_.begin(), paths_.end()), paths_.end());
    return std::move(paths_);
  }

 private:
  void take(const fs::directory_entry& entry) {
    std::error_code error;
    if (entry.is_regular_file(error)) paths_.push_back(entry.path().string());
  }

  WalkLimits limits_;
  size_t entries_ = 0;
  std::vector<std::string> paths_;
};

// Split DWARF and what dwz makes are object files too.
std::optional<SymbolDirFile> describe(const std::string& path) {
  const Result<FileDescriptor> file = open_regular_file(path, {});
  if (!file) return std::nullopt;
  std::optional<ElfIdentity> elf = read_elf_identity(file->number());
  if (!elf || (elf->type != ET_EXEC && elf->type != ET_DYN && elf->type != ET_REL)) {
    return std::nullopt;
  }
  return SymbolDirFile{path, std::move(elf->build_id), std::move(elf->segments)};
}

}  // namespace

SymbolDirs SymbolDirs::walk(std::span<const std::string> folders, const WalkLimits& limits) {
  FolderWalk walk(limits);
  for (const std::string& folder : folders) walk.add(folder);
  SymbolDirs result;
  result.is_cut_ = walk.is_cut();
  for (const std::string& path : std::move(walk).sorted_paths()) {
    if (result.files_.size() >= limits.elf_files) {
      result.is_cut_ = true;
      break;
    }
    if (std::optional<SymbolDirFile> file = describe(path)) {
      result.files_.push_back(*std::move(file));
    }
  }
  result.index();
  return result;
}

void SymbolDirs::index() {
  for (size_t row = 0; row < files_.size(); ++row) {
    const SymbolDirFile& file = files_[row];
    if (!file.build_id.empty()) by_build_id_[file.build_id].push_back(row);
    by_base_name_[base_name(file.path)].push_back(row);
  }
}

SymbolDirs::Files SymbolDirs::files_at(const Rows& rows, const std::string& key) const {
  Files files;
  const auto found = rows.find(key);
  if (found == rows.end()) return files;
  for (const size_t row : found->second) files.push_back(&files_[row]);
  return files;
}

SymbolDirs::Files SymbolDirs::with_build_id(const std::string& build_id) const {
  return files_at(by_build_id_, build_id);
}

SymbolDirs::Files SymbolDirs::with_base_name(const std::string& name) const {
  return files_at(by_base_name_, name);
}

}  // namespace jescope
