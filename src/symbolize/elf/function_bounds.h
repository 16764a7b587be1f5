// SPDX-License-Identifier: Apache-2.0
//
// Where functions begin and end, from the unwinder's tables: .eh_frame, which
// stripping leaves, and .debug_frame of the debug file. They know no names, but
// all of a function's places can be put together by its start.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "symbolize/elf/address_ranges.h"
#include "symbolize/elf/elf_file.h"

namespace jescope {

class FunctionBounds {
 public:
  FunctionBounds() = default;

  // Reads the tables of both files, which may be the same. Only what lies in
  // executable segments of `file` is taken.
  static FunctionBounds read(const ElfFile& file, const ElfFile& debug_file);

  bool is_empty() const { return ranges_.empty(); }

  // Returns where the function at each of `addresses` (ascending) begins;
  // nothing: none is known there.
  std::vector<std::optional<LinkAddress>> starts_at(std::span<const LinkAddress> addresses) const;

  // Returns the bounds of the function at each of `addresses` (ascending).
  std::vector<std::optional<AddressRange>> ranges_at(std::span<const LinkAddress> addresses) const;

 private:
  std::vector<AddressRange> ranges_;  // owner: its own row
};

}  // namespace jescope
