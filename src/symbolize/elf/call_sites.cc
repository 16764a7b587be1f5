// SPDX-License-Identifier: Apache-2.0
//
// Reads instructions backwards from where they end. A REX or another prefix
// before an x86 call changes neither where it ends nor what follows its opcode.
#include "symbolize/elf/call_sites.h"

#include <fmt/format.h>
#include <gelf.h>

#include <algorithm>
#include <array>
#include <string_view>

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

// The code of a machine, as far as it tells why a place is in a dump.
struct Machine {
  EndsWithCall ends_with_call;
  std::string_view system_call;
  // What a signal handler returns to: the system call that ends it, as C libraries write it.
  std::array<std::string_view, 2> handler_ends;
};

using namespace std::string_view_literals;

// mov $15, %rax (in the long form or the short one); syscall
constexpr Machine kX86 = {ends_with_x86_call,
                          "\x0f\x05"sv,
                          {"\x48\xc7\xc0\x0f\0\0\0\x0f\x05"sv, "\xb8\x0f\0\0\0\x0f\x05"sv}};

// mov x8 or w8, #139; svc #0
constexpr Machine kArm = {ends_with_arm_call,
                          "\x01\0\0\xd4"sv,
                          {"\x68\x11\x80\xd2\x01\0\0\xd4"sv, "\x68\x11\x80\x52\x01\0\0\xd4"sv}};

// Returns null for a machine whose calls are not known.
const Machine* machine_of(const ElfFile& file) {
  GElf_Ehdr header;
  if (gelf_getehdr(file.elf(), &header) == nullptr) return nullptr;
  const bool is_little = header.e_ident[EI_DATA] == ELFDATA2LSB;
  if (header.e_machine == EM_X86_64) return &kX86;
  return header.e_machine == EM_AARCH64 && is_little ? &kArm : nullptr;
}

// Returns so many bytes up to, not including, `end`; fewer at the beginning of the file.
Bytes code_before(Bytes bytes, uint64_t end, uint64_t length_bytes) {
  if (end > bytes.size()) return {};
  length_bytes = std::min(end, length_bytes);
  return bytes.subspan(end - length_bytes, length_bytes);
}

std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// True where a signal may have left this place: a handler returns to the code behind it, or
// it is at the system call that was interrupted. That is begun again or not, and the place
// one byte before or behind the address at which it stood.
bool may_be_a_signals(Bytes bytes, uint64_t offset, const Machine& machine) {
  const uint64_t length = machine.system_call.size();
  const Bytes around =
      code_before(bytes, std::min(offset + 1 + length, bytes.size()), 2 * length + 1);
  if (text_of(around).find(machine.system_call) != std::string_view::npos) return true;
  const std::string_view behind = text_of(bytes.subspan(std::min(offset + 1, bytes.size())));
  return std::ranges::any_of(machine.handler_ends,
                             [&](std::string_view code) { return behind.starts_with(code); });
}

}  // namespace

CallSites count_call_sites(const ElfFile& file, std::span<const uint64_t> offsets) {
  constexpr uint64_t kMostCallBytes = 7;
  const Machine* const machine = machine_of(file);
  if (machine == nullptr || lacks_code(file)) return {};
  CallSites sites;
  for (const uint64_t offset : offsets) {
    const bool is_call =
        machine->ends_with_call(code_before(file.bytes(), offset + 1, kMostCallBytes));
    if (!is_call && may_be_a_signals(file.bytes(), offset, *machine)) continue;
    ++sites.places;
    sites.calls += is_call ? 1 : 0;
  }
  return sites;
}

std::string to_text(const CallSites& sites) {
  return fmt::format("{} of {} places of the dump are no calls in it", sites.misses(),
                     sites.places);
}

}  // namespace jescope
