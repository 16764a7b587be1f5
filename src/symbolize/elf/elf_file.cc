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

}  // namespace

Result<ElfFile> ElfFile::open(const std::string& path, const std::string& root) {
  Result<FileDescriptor> file = open_regular_file(path, root);
  if (!file) return std::move(file).error();
  elf_version(EV_CURRENT);
  Handle elf(elf_begin(file->number(), ELF_C_READ, nullptr));
  if (!elf || elf_kind(elf.get()) != ELF_K_ELF) {
    return Error{ErrorCode::kUnreadable, path, "not an ELF file", {}};
  }
  return ElfFile(path, *std::move(file), std::move(elf));
}

ElfFile::ElfFile(std::string path, FileDescriptor file, Handle elf)
    : path_(std::move(path)),
      file_(std::move(file)),
      elf_(std::move(elf)),
      build_id_(build_id_of(elf_.get())),
      size_bytes_(size_of(file_.number())),
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
