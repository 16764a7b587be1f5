// SPDX-License-Identifier: Apache-2.0
//
// Where an ELF file's bytes stand in memory. A dump knows offsets in files,
// symbols and DWARF know link addresses; the program headers (PT_LOAD) lead
// from one to the other, and they differ in most files linked by lld:
//
//   LOAD  offset 0x0700  vaddr 0x1700  filesz 0x9e0  R E
//   offset 0x0712  ──▶  address 0x1712
#pragma once

#include <libelf.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "jescope/model/address_profile.h"

namespace jescope {

// An address as the linker assigned it, before the loader moves the module.
using LinkAddress = uint64_t;

struct LoadSegment {
  uint64_t file_offset = 0;
  LinkAddress address = 0;
  uint64_t file_bytes = 0;
  uint64_t memory_bytes = 0;
  bool executable = false;
};

using LoadSegments = std::vector<LoadSegment>;

// Returns the PT_LOAD headers in the order of the file.
LoadSegments read_load_segments(Elf* elf);

// Returns the address of the byte at `file_offset`, in an executable segment
// if there is one; nothing when the byte is not loaded.
std::optional<LinkAddress> link_address(const LoadSegments& segments, uint64_t file_offset);

// Returns true when all of [start, end) is in one executable segment.
bool holds_code(const LoadSegments& segments, LinkAddress start, LinkAddress end);

// Returns true when a file with these segments can have been mapped as
// `ranges` say: its code begins and ends in the same pages, 4, 16 or 64 KiB
// each. True as well when `ranges` tell nothing of code.
bool fit_mapping(const LoadSegments& segments, std::span<const MappedRange> ranges);

}  // namespace jescope
