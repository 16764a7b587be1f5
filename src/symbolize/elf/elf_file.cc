// SPDX-License-Identifier: Apache-2.0
//
// Opens a file through libelf.
#include "symbolize/elf/elf_file.h"

#include <elfutils/libdwelf.h>
#include <gelf.h>
#include <sys/stat.h>

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
  return length > 0 ? to_hex(bytes, static_cast<size_t>(length)) : std::string();
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
      segments_(read_load_segments(elf_.get())) {}

Elf_Scn* ElfFile::section(std::string_view name) const {
  Elf_Scn* section = nullptr;
  while ((section = elf_nextscn(elf(), section)) != nullptr) {
    if (section_name(section) == name) return section;
  }
  return nullptr;
}

std::string_view ElfFile::section_name(Elf_Scn* section) const {
  size_t names = 0;
  GElf_Shdr header;
  if (elf_getshdrstrndx(elf(), &names) != 0 || gelf_getshdr(section, &header) == nullptr) return {};
  const char* name = elf_strptr(elf(), names, header.sh_name);
  return name == nullptr ? std::string_view() : std::string_view(name);
}

}  // namespace jescope
