// SPDX-License-Identifier: Apache-2.0
//
// Reads instructions backwards from where they end. A REX or another prefix
// before an x86 call changes neither where it ends nor what follows its opcode.
#include "symbolize/elf/call_sites.h"

#include <fmt/format.h>
#include <gelf.h>

#include <algorithm>
#include <array>

#include "symbolize/elf/lone_debug_file.h"

namespace jescope {
namespace {

// True when a call instruction ends where `code` ends.
using EndsWithCall = bool (*)(std::span<const uint8_t> code);

// How many bytes "FF /2" has from its opcode on, by the bytes behind that:
// ModRM, then SIB where the operand is in memory and its register is 4.
size_t indirect_call_bytes(uint8_t modrm, uint8_t sib) {
  constexpr size_t kOpcodeAndModrm = 2;
  const unsigned mode = modrm >> 6;
  const unsigned rm = modrm & 7;
  if (mode == 3) return kOpcodeAndModrm;
  const bool has_sib = rm == 4;
  const bool is_wide = mode == 2 || (mode == 0 && (has_sib ? (sib & 7) == 5 : rm == 5));
  const size_t displacement = is_wide ? 4 : mode;
  return kOpcodeAndModrm + (has_sib ? 1 : 0) + displacement;
}

// "call r/m64", the opcode first; `code` is all of it.
bool is_indirect_call(std::span<const uint8_t> code) {
  if (code[0] != 0xff || (code[1] >> 3 & 7) != 2) return false;
  const uint8_t sib = code.size() > 2 ? code[2] : 0;
  return indirect_call_bytes(code[1], sib) == code.size();
}

bool ends_with_x86_call(std::span<const uint8_t> code) {
  constexpr size_t kDirectBytes = 5;  // e8 rel32
  if (code.size() >= kDirectBytes && code[code.size() - kDirectBytes] == 0xe8) return true;
  constexpr std::array<size_t, 5> kIndirectBytes = {2, 3, 4, 6, 7};
  return std::any_of(kIndirectBytes.begin(), kIndirectBytes.end(), [&](size_t bytes) {
    return code.size() >= bytes && is_indirect_call(code.last(bytes));
  });
}

// BL, BLR, and the BLRA* that check a pointer's signature first.
bool ends_with_arm_call(std::span<const uint8_t> code) {
  if (code.size() < 4) return false;
  const std::span<const uint8_t> last = code.last(4);
  const uint32_t word = static_cast<uint32_t>(last[0]) | static_cast<uint32_t>(last[1]) << 8 |
                        static_cast<uint32_t>(last[2]) << 16 | static_cast<uint32_t>(last[3]) << 24;
  return (word & 0xfc000000) == 0x94000000 || (word & 0xfffffc1f) == 0xd63f0000 ||
         (word & 0xfefff800) == 0xd63f0800;
}

// Returns null for a machine whose calls are not known.
EndsWithCall calls_of(const ElfFile& file) {
  GElf_Ehdr header;
  if (gelf_getehdr(file.elf(), &header) == nullptr) return nullptr;
  const bool is_little = header.e_ident[EI_DATA] == ELFDATA2LSB;
  if (header.e_machine == EM_X86_64) return ends_with_x86_call;
  return header.e_machine == EM_AARCH64 && is_little ? ends_with_arm_call : nullptr;
}

// Returns the bytes up to and with the one at `offset`, as many as a call has.
std::span<const uint8_t> code_before(Bytes bytes, uint64_t offset) {
  constexpr uint64_t kMostCallBytes = 7;
  if (offset >= bytes.size()) return {};
  const uint64_t end = offset + 1;
  const uint64_t length_bytes = std::min(end, kMostCallBytes);
  return bytes.subspan(end - length_bytes, length_bytes);
}

}  // namespace

CallSites count_call_sites(const ElfFile& file, std::span<const uint64_t> offsets) {
  const EndsWithCall ends_with_call = calls_of(file);
  if (ends_with_call == nullptr || lacks_code(file)) return {};
  CallSites sites;
  sites.places = offsets.size();
  for (const uint64_t offset : offsets) {
    sites.calls += ends_with_call(code_before(file.bytes(), offset)) ? 1 : 0;
  }
  return sites;
}

std::string to_text(const CallSites& sites) {
  return fmt::format("{} of {} places of the dump are no calls in it", sites.misses(),
                     sites.places);
}

}  // namespace jescope
