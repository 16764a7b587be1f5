// SPDX-License-Identifier: Apache-2.0
//
// Takes the place from the section table and reads the bytes there: libelf
// would copy or inflate them.
#include "symbolize/dwarf/stored_section.h"

#include <elf.h>
#include <gelf.h>

#include "symbolize/elf/elf_sections.h"

namespace jescope {
namespace {

constexpr std::string_view kOldPrefix = ".zdebug_";
constexpr std::string_view kOldMagic = "ZLIB";
constexpr uint32_t kZstdType = 2;  // ELFCOMPRESS_ZSTD, for which Debian 12's elf.h is too old

std::optional<Bytes> bytes_of(const ElfFile& file, const GElf_Shdr& header) {
  const Bytes all = file.bytes();
  if (header.sh_offset > all.size() || header.sh_size > all.size() - header.sh_offset) return {};
  return all.subspan(header.sh_offset, header.sh_size);
}

std::optional<StoredSection> read_compressed(const ElfFile& file, Bytes bytes) {
  const bool is_64 = gelf_getclass(file.elf()) == ELFCLASS64;
  ByteCursor cursor(bytes, 0, is_big_endian(file.elf()));
  const uint32_t type = cursor.u32();
  if (is_64) cursor.skip(sizeof(Elf64_Word));
  const uint64_t inflated_bytes = cursor.number(is_64 ? 8 : 4);
  cursor.skip(is_64 ? 8 : 4);
  if (cursor.has_failed() || (type != ELFCOMPRESS_ZLIB && type != kZstdType)) return {};
  const Coding coding = type == ELFCOMPRESS_ZLIB ? Coding::kZlib : Coding::kZstd;
  return StoredSection{coding, bytes.subspan(cursor.position()), inflated_bytes};
}

std::optional<StoredSection> read_old(Bytes bytes) {
  ByteCursor cursor(bytes, 0, true);
  for (const char letter : kOldMagic) {
    if (cursor.u8() != static_cast<uint8_t>(letter)) return {};
  }
  const uint64_t inflated_bytes = cursor.u64();
  if (cursor.has_failed()) return {};
  return StoredSection{Coding::kZlib, bytes.subspan(cursor.position()), inflated_bytes};
}

}  // namespace

std::optional<StoredSection> read_stored_section(const ElfFile& file, Elf_Scn* section,
                                                 std::string_view name) {
  GElf_Shdr header;
  if (gelf_getshdr(section, &header) == nullptr) return {};
  if (header.sh_type == SHT_NOBITS) return StoredSection{};
  const std::optional<Bytes> bytes = bytes_of(file, header);
  if (!bytes || bytes->empty()) return bytes ? std::optional(StoredSection{}) : std::nullopt;
  if ((header.sh_flags & SHF_COMPRESSED) != 0) return read_compressed(file, *bytes);
  if (name.starts_with(kOldPrefix)) return read_old(*bytes);
  return StoredSection{Coding::kPlain, *bytes, bytes->size()};
}

}  // namespace jescope
