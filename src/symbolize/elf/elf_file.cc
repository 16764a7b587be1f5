// SPDX-License-Identifier: Apache-2.0
//
// Opens a file through libelf. Names of sections are read once: libelf looks
// through the table of names for each, and a file may have 65,000 sections.
#include "symbolize/elf/elf_file.h"

#include <elfutils/libdwelf.h>
#include <gelf.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "symbolize/elf/build_id.h"

namespace jescope {
namespace {

uint64_t size_of(int descriptor) {
  struct stat status = {};
  return ::fstat(descriptor, &status) == 0 ? static_cast<uint64_t>(status.st_size) : 0;
}

std::string build_id_of(Elf* elf) {
  const void* bytes = nullptr;
  const ssize_t length = dwelf_elf_gnu_build_id(elf, &bytes);
  return length > 0 ? build_id_text(bytes, static_cast<size_t>(length)) : std::string();
}

// Returns the bytes of all names; nothing when they are not there.
std::string_view names_of_sections(Elf* elf) {
  size_t number = 0;
  GElf_Shdr header;
  if (elf_getshdrstrndx(elf, &number) != 0) return {};
  Elf_Scn* const section = elf_getscn(elf, number);
  if (gelf_getshdr(section, &header) == nullptr || header.sh_type != SHT_STRTAB) return {};
  const Elf_Data* const content = elf_rawdata(section, nullptr);
  if (content == nullptr || content->d_buf == nullptr) return {};
  return {static_cast<const char*>(content->d_buf), content->d_size};
}

// Returns the name at `offset`; empty when there is no end near.
std::string_view name_at(std::string_view names, uint64_t offset) {
  constexpr size_t kMostBytes = 4096;
  if (offset >= names.size()) return {};
  const std::string_view here = names.substr(offset, kMostBytes + 1);
  const size_t end = here.find('\0');
  return end == std::string_view::npos ? std::string_view() : here.substr(0, end);
}

std::vector<std::string_view> read_section_names(Elf* elf) {
  const std::string_view names = names_of_sections(elf);
  std::vector<std::string_view> result(1);  // section 0 is none
  for (Elf_Scn* section = nullptr; (section = elf_nextscn(elf, section)) != nullptr;) {
    GElf_Shdr header;
    const bool is_there = gelf_getshdr(section, &header) != nullptr;
    result.push_back(is_there ? name_at(names, header.sh_name) : std::string_view());
  }
  return result;
}

Error not_elf(std::string path) {
  return Error{ErrorCode::kUnreadable, std::move(path), "not an ELF file", {}};
}

}  // namespace

ElfFile::Handle ElfFile::begin(Bytes bytes) {
  elf_version(EV_CURRENT);
  // libelf changes nothing of what it is given to read.
  auto* image = reinterpret_cast<char*>(const_cast<uint8_t*>(bytes.data()));
  Handle elf(bytes.empty() ? nullptr : elf_memory(image, bytes.size()));
  return elf && elf_kind(elf.get()) == ELF_K_ELF ? std::move(elf) : nullptr;
}

Result<ElfFile> ElfFile::open(const std::string& path, const std::string& root) {
  Result<FileDescriptor> file = open_regular_file(path, root);
  if (!file) return std::move(file).error();
  MappedBytes mapped = MappedBytes::of_file(file->number(), size_of(file->number()));
  const Bytes bytes = mapped.bytes();
  Handle elf = begin(bytes);
  if (!elf) return not_elf(path);
  ElfFile result(path, root, bytes, std::move(elf));
  result.file_ = *std::move(file);
  result.mapped_ = std::move(mapped);
  return result;
}

Result<ElfFile> ElfFile::from_memory(std::string path, std::vector<char> image) {
  const Bytes bytes(reinterpret_cast<const uint8_t*>(image.data()), image.size());
  Handle elf = begin(bytes);
  if (!elf) return not_elf(std::move(path));
  ElfFile result(std::move(path), {}, bytes, std::move(elf));
  result.in_memory_ = std::move(image);
  return result;
}

ElfFile::ElfFile(std::string path, std::string root, Bytes bytes, Handle elf)
    : path_(std::move(path)),
      root_(std::move(root)),
      bytes_(bytes),
      elf_(std::move(elf)),
      build_id_(build_id_of(elf_.get())),
      segments_(read_load_segments(elf_.get())),
      section_names_(read_section_names(elf_.get())) {}

Elf_Scn* ElfFile::section(std::string_view name) const {
  const auto found = std::find(section_names_.begin() + 1, section_names_.end(), name);
  if (found == section_names_.end()) return nullptr;
  return elf_getscn(elf(), static_cast<size_t>(found - section_names_.begin()));
}

std::string_view ElfFile::section_name(Elf_Scn* section) const {
  const size_t number = elf_ndxscn(section);
  return number < section_names_.size() ? section_names_[number] : std::string_view();
}

}  // namespace jescope
