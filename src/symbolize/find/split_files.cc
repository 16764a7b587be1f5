// SPDX-License-Identifier: Apache-2.0
//
// A unit's file is small and read whole, so that thousands of them need no open
// descriptor; of a package only the sections are read. Each file is read once,
// outside of the lock, by the first thread that asks.
#include "symbolize/find/split_files.h"

#include <elf.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <utility>

#include "symbolize/dwarf/byte_cursor.h"
#include "symbolize/find/split_places.h"

namespace jescope {
namespace {

constexpr size_t kMostFiles = 65'536;
constexpr uint64_t kMostFileBytes = uint64_t{1} << 30;
constexpr uint64_t kMostBytes = uint64_t{2} << 30;

// Returns the file's status; nothing when it cannot be told.
std::optional<struct stat> status_of(const FileDescriptor& file) {
  struct stat status = {};
  if (::fstat(file.number(), &status) != 0) return std::nullopt;
  return status;
}

// True when the first bytes are of an ELF file that has a section table within
// `size_bytes`. Nothing else is worth reading whole.
bool begins_like_elf(const FileDescriptor& file, uint64_t size_bytes) {
  std::array<uint8_t, sizeof(Elf64_Ehdr)> header = {};
  const ssize_t got = ::pread(file.number(), header.data(), header.size(), 0);
  if (got < static_cast<ssize_t>(sizeof(Elf32_Ehdr))) return false;
  if (std::memcmp(header.data(), ELFMAG, SELFMAG) != 0) return false;
  const bool is_64 = header[EI_CLASS] == ELFCLASS64;
  ByteCursor cursor(header, is_64 ? offsetof(Elf64_Ehdr, e_shoff) : offsetof(Elf32_Ehdr, e_shoff),
                    header[EI_DATA] == ELFDATA2MSB);
  const uint64_t section_table = is_64 ? cursor.u64() : cursor.u32();
  return section_table != 0 && section_table < size_bytes;
}

// Returns the whole file; nothing when it shrinks meanwhile.
std::optional<std::vector<char>> read_whole(const FileDescriptor& file, uint64_t size_bytes) {
  std::vector<char> bytes(static_cast<size_t>(size_bytes));
  size_t read = 0;
  while (read < bytes.size()) {
    const ssize_t got =
        ::pread(file.number(), bytes.data() + read, bytes.size() - read, static_cast<off_t>(read));
    if (got <= 0) return std::nullopt;
    read += static_cast<size_t>(got);
  }
  return bytes;
}

// Returns what `known` has of `key`, made if need be; null when it is full.
template <typename Map>
typename Map::mapped_type::pointer entry_of(Map& known, const typename Map::key_type& key) {
  using Entry = typename Map::mapped_type::element_type;
  const auto found = known.find(key);
  if (found != known.end()) return found->second.get();
  if (known.size() >= kMostFiles) return nullptr;
  return known.emplace(key, std::make_unique<Entry>()).first->second.get();
}

}  // namespace

// One name that was asked for, and what it led to; null: to nothing.
struct FoundSplitFiles::Lookup {
  std::once_flag once;
  const DebugSections* result = nullptr;
};

// One file that a name led to, good or not.
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
  Lookup* const asked = lookup(fmt::format("{}\n{}", folder, name));
  if (asked == nullptr) return nullptr;
  std::call_once(asked->once, [&] {
    asked->result = open_first(unit_places(name, folder, module_file_.place(), finder_));
  });
  return asked->result;
}

FoundSplitFiles::Lookup* FoundSplitFiles::lookup(const std::string& key) {
  const std::lock_guard lock(guard_);
  return entry_of(lookups_, key);
}

FoundSplitFiles::OpenFile* FoundSplitFiles::slot(const FileIdentity& identity) {
  const std::lock_guard lock(guard_);
  return entry_of(files_, identity);
}

const DebugSections* FoundSplitFiles::open_first(const std::vector<FilePlace>& places) {
  for (const FilePlace& place : places) {
    const DebugSections* const sections = open_once(place);
    if (sections != nullptr) return sections;
  }
  return nullptr;
}

// One file under many names is read once.
const DebugSections* FoundSplitFiles::open_once(const FilePlace& place) {
  const Result<FileDescriptor> file = open_regular_file(place.path, place.root);
  const std::optional<struct stat> status = file ? status_of(*file) : std::nullopt;
  OpenFile* const known = status ? slot({status->st_dev, status->st_ino}) : nullptr;
  if (known == nullptr) return nullptr;
  std::call_once(known->open_once, [&] { read(*known, place, *file); });
  return known->result();
}

void FoundSplitFiles::read(OpenFile& slot, const FilePlace& place, const FileDescriptor& file) {
  const std::optional<struct stat> status = status_of(file);
  const uint64_t size_bytes = status ? static_cast<uint64_t>(status->st_size) : 0;
  if (size_bytes > kMostFileBytes || !begins_like_elf(file, size_bytes)) return;
  if (!reserve(size_bytes)) return;
  std::optional<std::vector<char>> bytes = read_whole(file, size_bytes);
  if (bytes) slot.take(ElfFile::from_memory(place.path, *std::move(bytes)), 1);
}

bool FoundSplitFiles::reserve(uint64_t bytes) {
  const std::lock_guard lock(guard_);
  if (bytes > kMostBytes - read_bytes_) return false;
  read_bytes_ += bytes;
  return true;
}

}  // namespace jescope
