// SPDX-License-Identifier: Apache-2.0
//
// Entries of a PLT are recognized by their bytes:
//
//   x86-64   [f3 0f 1e fa]  endbr64      arm64   [bti c]
//            [f2] ff 25 disp32  jmp              adrp x16, page
//                                                ldr  x17, [x16, #offset]
#include "symbolize/code/jump_slots.h"

#include <gelf.h>

#include <algorithm>
#include <array>

#include "symbolize/elf/elf_sections.h"

namespace jescope {
namespace {

constexpr size_t kMostSlots = 1'000'000;  // a file may claim any number

bool is_function_slot(uint64_t type, Machine machine) {
  if (machine == Machine::kX86_64) return type == R_X86_64_JUMP_SLOT || type == R_X86_64_GLOB_DAT;
  return type == R_AARCH64_JUMP_SLOT || type == R_AARCH64_GLOB_DAT;
}

std::optional<LinkAddress> slot_of_x86_entry(ByteCursor code, LinkAddress address) {
  constexpr uint32_t kEndBranch = 0xfa1e0ff3;
  constexpr uint8_t kBound = 0xf2;
  ByteCursor ahead = code;
  if (ahead.u32() == kEndBranch) code = ahead;
  ahead = code;
  if (ahead.u8() == kBound) code = ahead;
  if (code.u8() != 0xff || code.u8() != 0x25) return std::nullopt;
  const auto distance = static_cast<int32_t>(code.u32());
  if (code.has_failed()) return std::nullopt;
  return address + code.position() + static_cast<LinkAddress>(int64_t{distance});
}

// The page that "adrp x16, page" at `address` names.
LinkAddress page_of(uint32_t adrp, LinkAddress address) {
  const uint32_t pages = (adrp >> 5 & 0x7ffff) << 2 | (adrp >> 29 & 3);
  const int64_t distance = static_cast<int32_t>(pages << 11) >> 11;
  return (address & ~LinkAddress{0xfff}) + static_cast<LinkAddress>(distance * 4096);
}

std::optional<LinkAddress> slot_of_arm_entry(ByteCursor code, LinkAddress address) {
  constexpr uint32_t kLandingPad = 0xd503245f;  // bti c
  ByteCursor ahead = code;
  if (ahead.u32() == kLandingPad) code = ahead;
  const LinkAddress at = address + code.position();
  const uint32_t adrp = code.u32();
  const uint32_t load = code.u32();
  const bool is_entry = (adrp & 0x9f00001f) == 0x90000010 && (load & 0xffc003ff) == 0xf9400211;
  if (code.has_failed() || !is_entry) return std::nullopt;
  return page_of(adrp, at) + LinkAddress{load >> 10 & 0xfff} * 8;
}

}  // namespace

JumpSlots JumpSlots::read(const ElfFile& file, Machine machine) {
  JumpSlots slots;
  slots.symbols_ = RawSymbols::find(file.elf(), SHT_DYNSYM);
  Elf_Scn* section = nullptr;
  while ((section = elf_nextscn(file.elf(), section)) != nullptr) {
    slots.add_section(section, machine);
  }
  std::ranges::sort(slots.slots_);
  return slots;
}

void JumpSlots::add_section(Elf_Scn* section, Machine machine) {
  constexpr size_t kEntryBytes = 24;  // of Elf64_Rela
  GElf_Shdr header;
  if (gelf_getshdr(section, &header) == nullptr || header.sh_type != SHT_RELA) return;
  const Elf_Data* const content = section_content(section);
  if (content == nullptr) return;
  const Bytes bytes{static_cast<const uint8_t*>(content->d_buf), content->d_size};
  for (size_t at = 0; at + kEntryBytes <= bytes.size() && slots_.size() < kMostSlots;
       at += kEntryBytes) {
    ByteCursor entry(bytes, at, false);
    const LinkAddress slot = entry.u64();
    const uint64_t info = entry.u64();
    const uint64_t symbol = ELF64_R_SYM(info);
    if (!is_function_slot(ELF64_R_TYPE(info), machine) || symbol >= symbols_.size()) continue;
    const std::string_view name = symbols_.text(symbols_.at(static_cast<uint32_t>(symbol)).name);
    if (!name.empty()) slots_.emplace_back(slot, name);
  }
}

std::string_view JumpSlots::name_at(LinkAddress address) const {
  const auto found =
      std::ranges::lower_bound(slots_, address, {}, &decltype(slots_)::value_type::first);
  return found == slots_.end() || found->first != address ? std::string_view() : found->second;
}

std::optional<LinkAddress> slot_of_plt_entry(Bytes code, LinkAddress address, Machine machine) {
  const ByteCursor cursor(code, 0, false);
  return machine == Machine::kX86_64 ? slot_of_x86_entry(cursor, address)
                                     : slot_of_arm_entry(cursor, address);
}

}  // namespace jescope
