// SPDX-License-Identifier: Apache-2.0
//
// Every piece is read into memory first, with a bound on its size, and then
// taken apart by a cursor that cannot leave it.
#include "symbolize/elf/elf_identity.h"

#include <elf.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "symbolize/dwarf/byte_cursor.h"
#include "symbolize/elf/build_id.h"

namespace jescope {
namespace {

constexpr uint64_t kMostHeaderBytes = uint64_t{32} << 10;  // of either table
constexpr uint64_t kMostNoteBytes = uint64_t{16} << 10;    // of one piece
constexpr size_t kMostNotePieces = 8;

// Bytes of the file that may hold notes.
struct NotePiece {
  uint64_t offset = 0;
  uint64_t length_bytes = 0;
};

// The tables that the ELF header names.
struct HeaderTable {
  uint64_t offset = 0;
  uint16_t entry_bytes = 0;
  uint16_t entries = 0;
};

class IdentityReader {
 public:
  explicit IdentityReader(int descriptor) : descriptor_(descriptor) {}

  std::optional<ElfIdentity> run() {
    if (!read_header()) return std::nullopt;
    read_segments();
    find_build_id();
    if (result_.build_id.empty()) {
      read_sections();
      find_build_id();
    }
    return std::move(result_);
  }

 private:
  // Returns fewer bytes where the file ends; none when it cannot be read.
  std::vector<uint8_t> bytes_at(uint64_t offset, uint64_t length_bytes) const {
    std::vector<uint8_t> bytes(length_bytes);
    const ssize_t got =
        ::pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    bytes.resize(got > 0 ? static_cast<size_t>(got) : 0);
    return bytes;
  }

  uint64_t word(ByteCursor& cursor) const { return is_64_bit_ ? cursor.u64() : cursor.u32(); }

  bool read_header() {
    const std::vector<uint8_t> bytes = bytes_at(0, sizeof(Elf64_Ehdr));
    if (bytes.size() < sizeof(Elf32_Ehdr)) return false;
    if (std::memcmp(bytes.data(), ELFMAG, SELFMAG) != 0) return false;
    is_64_bit_ = bytes[EI_CLASS] == ELFCLASS64;
    is_big_endian_ = bytes[EI_DATA] == ELFDATA2MSB;
    ByteCursor cursor(bytes, EI_NIDENT, is_big_endian_);
    result_.type = cursor.u16();
    cursor.skip(2 + 4 + (is_64_bit_ ? 8 : 4));  // machine, version, entry
    program_headers_.offset = word(cursor);
    section_headers_.offset = word(cursor);
    cursor.skip(4 + 2);  // flags, size of this header
    for (HeaderTable* table : {&program_headers_, &section_headers_}) {
      table->entry_bytes = cursor.u16();
      table->entries = cursor.u16();
    }
    return !cursor.has_failed();
  }

  // Calls `read` with a cursor at each entry of the table.
  template <typename Read>
  void for_each(const HeaderTable& table, const Read& read) {
    const uint64_t wanted = uint64_t{table.entry_bytes} * table.entries;
    const std::vector<uint8_t> bytes = bytes_at(table.offset, std::min(wanted, kMostHeaderBytes));
    for (uint64_t at = 0; table.entry_bytes != 0 && at + table.entry_bytes <= bytes.size();
         at += table.entry_bytes) {
      ByteCursor cursor(Bytes(bytes).subspan(at, table.entry_bytes), 0, is_big_endian_);
      read(cursor);
    }
  }

  void read_segments() {
    for_each(program_headers_, [&](ByteCursor& cursor) {
      const uint32_t type = cursor.u32();
      uint32_t flags = is_64_bit_ ? cursor.u32() : 0;
      const uint64_t offset = word(cursor);
      const uint64_t address = word(cursor);
      word(cursor);  // physical address
      const uint64_t file_bytes = word(cursor);
      const uint64_t memory_bytes = word(cursor);
      if (!is_64_bit_) flags = cursor.u32();
      if (cursor.has_failed()) return;
      if (type == PT_NOTE) add_piece({offset, file_bytes});
      if (type != PT_LOAD) return;
      result_.segments.push_back({offset, address, file_bytes, memory_bytes, (flags & PF_X) != 0});
    });
  }

  void read_sections() {
    for_each(section_headers_, [&](ByteCursor& cursor) {
      cursor.u32();  // name
      const uint32_t type = cursor.u32();
      word(cursor);  // flags
      word(cursor);  // address
      const uint64_t offset = word(cursor);
      const uint64_t length_bytes = word(cursor);
      if (!cursor.has_failed() && type == SHT_NOTE) add_piece({offset, length_bytes});
    });
  }

  void add_piece(const NotePiece& piece) {
    if (notes_.size() < kMostNotePieces) notes_.push_back(piece);
  }

  void find_build_id() {
    for (const NotePiece& piece : notes_) {
      if (!result_.build_id.empty()) break;
      take_build_id(bytes_at(piece.offset, std::min(piece.length_bytes, kMostNoteBytes)));
    }
    notes_.clear();
  }

  // Notes are padded to four bytes; those padded to eight (properties) differ
  // only behind the build-id or in pieces of their own.
  void take_build_id(const std::vector<uint8_t>& bytes) {
    ByteCursor cursor(bytes, 0, is_big_endian_);
    while (!cursor.is_at_end() && !cursor.has_failed()) {
      const uint32_t name_bytes = cursor.u32();
      const uint32_t value_bytes = cursor.u32();
      const uint32_t type = cursor.u32();
      const uint64_t name_at = cursor.position();
      cursor.skip((uint64_t{name_bytes} + 3) & ~uint64_t{3});
      const uint64_t value_at = cursor.position();
      cursor.skip(value_bytes);
      if (cursor.has_failed()) return;
      const bool is_gnu = name_bytes == 4 && std::memcmp(&bytes[name_at], "GNU", 4) == 0;
      if (is_gnu && type == NT_GNU_BUILD_ID && value_bytes != 0) {
        result_.build_id = build_id_text(&bytes[value_at], value_bytes);
        return;
      }
      cursor.skip((4 - value_bytes % 4) % 4);
    }
  }

  const int descriptor_;
  bool is_64_bit_ = true;
  bool is_big_endian_ = false;
  HeaderTable program_headers_;
  HeaderTable section_headers_;
  std::vector<NotePiece> notes_;
  ElfIdentity result_;
};

}  // namespace

std::optional<ElfIdentity> read_elf_identity(int descriptor) {
  return IdentityReader(descriptor).run();
}

}  // namespace jescope
