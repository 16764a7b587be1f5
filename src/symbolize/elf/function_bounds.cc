// SPDX-License-Identifier: Apache-2.0
//
// Collects the entries of all tables and sorts them.
#include "symbolize/elf/function_bounds.h"

#include <gelf.h>

#include <algorithm>

#include "symbolize/elf/elf_sections.h"
#include "symbolize/elf/frame_entries.h"

namespace jescope {
namespace {

// Returns the section of that name; without bytes when it has none here.
FrameSection frame_section(const ElfFile& file, const char* name, FrameTable kind) {
  FrameSection section;
  section.kind = kind;
  section.is_big_endian = is_big_endian(file.elf());
  section.address_bytes = gelf_getclass(file.elf()) == ELFCLASS32 ? 4 : 8;
  Elf_Scn* found = file.section(name);
  GElf_Shdr header;
  if (found == nullptr || gelf_getshdr(found, &header) == nullptr) return section;
  if (header.sh_type == SHT_NOBITS || (header.sh_flags & SHF_COMPRESSED) != 0) return section;
  section.address = header.sh_addr;
  const Elf_Data* content = elf_rawdata(found, nullptr);
  if (content == nullptr || content->d_buf == nullptr) return section;
  section.bytes = {static_cast<const uint8_t*>(content->d_buf), content->d_size};
  return section;
}

}  // namespace

FunctionBounds FunctionBounds::read(const ElfFile& file, const ElfFile& debug_file) {
  FunctionBounds bounds;
  const auto add = [&](LinkAddress start, LinkAddress end) {
    if (holds_code(file.segments(), start, end)) bounds.ranges_.push_back({start, end, 0});
  };
  for_each_frame_entry(frame_section(file, ".eh_frame", FrameTable::kEhFrame), add);
  for_each_frame_entry(frame_section(debug_file, ".debug_frame", FrameTable::kDebugFrame), add);
  sort_ranges(bounds.ranges_);
  for (uint32_t row = 0; row < bounds.ranges_.size(); ++row) bounds.ranges_[row].owner = row;
  return bounds;
}

std::vector<std::optional<LinkAddress>> FunctionBounds::starts_at(
    std::span<const LinkAddress> addresses) const {
  std::vector<std::optional<LinkAddress>> starts;
  starts.reserve(addresses.size());
  for (const std::optional<AddressRange>& range : ranges_at(addresses)) {
    starts.push_back(range ? std::optional(range->start) : std::nullopt);
  }
  return starts;
}

std::vector<std::optional<AddressRange>> FunctionBounds::ranges_at(
    std::span<const LinkAddress> addresses) const {
  std::vector<std::optional<AddressRange>> ranges(addresses.size());
  const std::vector<uint32_t> owners = find_owners(ranges_, addresses);
  for (size_t i = 0; i < owners.size(); ++i) {
    if (owners[i] != kNoOwner) ranges[i] = ranges_[owners[i]];
  }
  return ranges;
}

}  // namespace jescope
