// SPDX-License-Identifier: Apache-2.0
//
// A unit's file is small and read whole, so that thousands of them need no open
// descriptor; of a package only the sections are read. Each file is read once,
// outside of the lock, by the first thread that asks.
#include "symbolize/find/split_files.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <optional>
#include <utility>

#include "symbolize/find/split_places.h"

namespace jescope {
namespace {

constexpr size_t kMostFiles = 65'536;
constexpr uint64_t kMostFileBytes = uint64_t{1} << 30;
constexpr uint64_t kMostBytes = uint64_t{2} << 30;

// Returns the whole file; nothing when it is not a regular file of at most
// `most_bytes`, or shrinks meanwhile.
std::optional<std::vector<char>> read_whole(const FilePlace& place, uint64_t most_bytes) {
  const Result<FileDescriptor> file = open_regular_file(place.path, place.root);
  struct stat status = {};
  if (!file || ::fstat(file->number(), &status) != 0) return std::nullopt;
  if (static_cast<uint64_t>(status.st_size) > most_bytes) return std::nullopt;
  std::vector<char> bytes(static_cast<size_t>(status.st_size));
  size_t read = 0;
  while (read < bytes.size()) {
    const ssize_t got =
        ::pread(file->number(), bytes.data() + read, bytes.size() - read, static_cast<off_t>(read));
    if (got <= 0) return std::nullopt;
    read += static_cast<size_t>(got);
  }
  return bytes;
}

}  // namespace

// One file that was asked for, here or not.
struct FoundSplitFiles::OpenFile {
  std::once_flag open_once;
  std::optional<ElfFile> file;
  DebugSections sections;  // views into `file`

  // Takes `candidate` when it has split DWARF.
  bool take(Result<ElfFile> candidate, unsigned threads) {
    if (!candidate) return false;
    file = *std::move(candidate);
    sections = DebugSections::read(*file, DebugFlavour::kSplit, threads);
    if (sections.has_entries()) return true;
    sections = DebugSections();
    file.reset();
    return false;
  }

  const DebugSections* result() const { return file ? &sections : nullptr; }
};

FoundSplitFiles::FoundSplitFiles(const ElfFile& module_file, const ElfFile& debug_file,
                                 const FileFinder& finder)
    : module_file_(module_file),
      debug_file_(debug_file),
      finder_(finder),
      package_(std::make_unique<OpenFile>()) {}

FoundSplitFiles::~FoundSplitFiles() = default;

const DebugSections* FoundSplitFiles::package() {
  std::call_once(package_->open_once, [&] {
    for (const FilePlace& place :
         package_places(module_file_.place(), debug_file_.place(), finder_)) {
      if (package_->take(ElfFile::open(place.path, place.root), finder_.search().threads)) return;
    }
  });
  return package_->result();
}

const DebugSections* FoundSplitFiles::find(const SplitUnitName& unit) {
  const std::string name(unit.file);
  const std::string folder(unit.compilation_folder);
  if (name.empty()) return nullptr;
  OpenFile* const file = slot(fmt::format("{}\n{}", folder, name));
  if (file == nullptr) return nullptr;
  std::call_once(file->open_once, [&] {
    open_first(*file, unit_places(name, folder, module_file_.place(), finder_));
  });
  return file->result();
}

// Returns null when there are too many files already.
FoundSplitFiles::OpenFile* FoundSplitFiles::slot(const std::string& key) {
  const std::lock_guard lock(guard_);
  const auto known = files_.find(key);
  if (known != files_.end()) return known->second.get();
  if (files_.size() >= kMostFiles) return nullptr;
  return files_.emplace(key, std::make_unique<OpenFile>()).first->second.get();
}

void FoundSplitFiles::open_first(OpenFile& file, const std::vector<FilePlace>& places) {
  for (const FilePlace& place : places) {
    std::optional<std::vector<char>> bytes = read_whole(place, kMostFileBytes);
    if (!bytes || !reserve(bytes->size())) continue;
    if (file.take(ElfFile::from_memory(place.path, *std::move(bytes)), 1)) return;
  }
}

bool FoundSplitFiles::reserve(uint64_t bytes) {
  const std::lock_guard lock(guard_);
  if (bytes > kMostBytes - read_bytes_) return false;
  read_bytes_ += bytes;
  return true;
}

}  // namespace jescope
