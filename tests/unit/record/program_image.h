// SPDX-License-Identifier: Apache-2.0
//
// Writes small ELF programs: one segment that loads all of the file at its own offsets,
// and what a test asks for.
#pragma once

#include <elf.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace jescope {

enum class HashKind { kGnu, kOld };

struct ProgramImage {
  uint16_t machine = EM_X86_64;
  uint16_t type = ET_DYN;
  uint8_t bits = ELFCLASS64;
  uint8_t byte_order = ELFDATA2LSB;
  std::string interpreter = "/lib64/ld-linux-x86-64.so.2";  // empty: none
  std::string symbol = "other";                             // the one it defines
  uint16_t symbol_section = 1;                              // SHN_UNDEF: it only needs it
  HashKind hash = HashKind::kGnu;
  bool is_go = false;
  std::string text = {};  // somewhere in the file

  std::string bytes() const;
};

namespace program_image {

template <typename T>
std::string raw(const T& value) {
  std::string bytes(sizeof value, '\0');
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

inline uint32_t gnu_hash(const std::string& name) {
  uint32_t hash = 5381;
  for (const char c : name) hash = hash * 33 + static_cast<unsigned char>(c);
  return hash;
}

// One bucket, whose only symbol is the first.
inline std::string hash_table(HashKind kind, const std::string& name) {
  if (kind == HashKind::kOld) {
    // buckets, chains, the bucket, the chain of symbol 0 and of symbol 1
    return raw(uint32_t{1}) + raw(uint32_t{2}) + raw(uint32_t{1}) + raw(uint32_t{0}) +
           raw(uint32_t{0});
  }
  // buckets, first symbol, bloom words, shift, bloom, the bucket, the last hash
  return raw(uint32_t{1}) + raw(uint32_t{1}) + raw(uint32_t{1}) + raw(uint32_t{0}) +
         raw(~uint64_t{0}) + raw(uint32_t{1}) + raw(gnu_hash(name) | 1);
}

inline std::string dynamic_entry(int64_t tag, uint64_t value) {
  Elf64_Dyn entry = {};
  entry.d_tag = tag;
  entry.d_un.d_val = value;
  return raw(entry);
}

}  // namespace program_image

inline std::string ProgramImage::bytes() const {
  using namespace program_image;
  constexpr size_t kSegments = 4;
  std::string body(sizeof(Elf64_Ehdr) + kSegments * sizeof(Elf64_Phdr), '\0');
  const auto append = [&](const std::string& bytes) {
    body.resize((body.size() + 7) / 8 * 8);
    const uint64_t at = body.size();
    body += bytes;
    return at;
  };
  const uint64_t interpreter_at = append(interpreter + '\0');
  const uint64_t note_at = append(std::string("\4\0\0\0\4\0\0\0\4\0\0\0Go\0\0buid", 20));
  const std::string strings = '\0' + symbol + '\0';
  const uint64_t strings_at = append(strings);
  Elf64_Sym named = {};
  named.st_name = 1;
  named.st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC);
  named.st_shndx = symbol_section;
  named.st_value = symbol_section == SHN_UNDEF ? 0 : 0x40;
  const uint64_t symbols_at = append(raw(Elf64_Sym{}) + raw(named));
  const uint64_t hash_at = append(hash_table(hash, symbol));
  const std::string dynamic =
      dynamic_entry(DT_STRTAB, strings_at) + dynamic_entry(DT_STRSZ, strings.size()) +
      dynamic_entry(DT_SYMTAB, symbols_at) +
      dynamic_entry(hash == HashKind::kGnu ? DT_GNU_HASH : DT_HASH, hash_at);
  const uint64_t dynamic_at = append(dynamic + dynamic_entry(DT_NULL, 0));
  append('\0' + text + '\0');

  Elf64_Ehdr header = {};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = bits;
  header.e_ident[EI_DATA] = byte_order;
  header.e_type = type;
  header.e_machine = machine;
  header.e_phoff = sizeof header;
  header.e_phentsize = sizeof(Elf64_Phdr);
  header.e_phnum = kSegments;
  const auto segment = [](uint32_t kind, uint64_t at, uint64_t size) {
    Elf64_Phdr entry = {};
    entry.p_type = kind;
    entry.p_offset = entry.p_vaddr = at;
    entry.p_filesz = entry.p_memsz = size;
    return raw(entry);
  };
  const std::string head =
      raw(header) + segment(PT_LOAD, 0, body.size()) +
      segment(interpreter.empty() ? PT_NULL : PT_INTERP, interpreter_at, interpreter.size() + 1) +
      segment(is_go ? PT_NOTE : PT_NULL, note_at, 20) +
      segment(PT_DYNAMIC, dynamic_at, dynamic.size() + sizeof(Elf64_Dyn));
  return body.replace(0, head.size(), head);
}

}  // namespace jescope
