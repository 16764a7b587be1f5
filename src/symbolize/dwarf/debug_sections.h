// SPDX-License-Identifier: Apache-2.0
//
// The bytes of one file's DWARF, section by section, inflated where they are
// compressed: SHF_COMPRESSED with zlib or zstd, or the older ".zdebug_info" that
// begins with "ZLIB" and its size in eight bytes, highest first.
//
// Only sections the reader may need are inflated, side by side on several
// threads; of a plain file nothing is copied. A section that claims to inflate
// to more than a sane multiple of its file is left out, and is_damaged() set.
// Type units of split files are sections of their own: those of one name are
// joined, as a linker would have.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "symbolize/dwarf/byte_cursor.h"
#include "symbolize/elf/elf_file.h"
#include "symbolize/files/mapped_bytes.h"

namespace jescope {

enum class DebugSection {
  kInfo,
  kTypes,
  kAbbrev,
  kLine,
  kLineStr,
  kStr,
  kStrOffsets,
  kAddr,
  kRanges,
  kRnglists,
  kLoc,      // never read; here so that a package's columns have a name
  kCuIndex,  // of a .dwp package
  kTuIndex,
};
inline constexpr size_t kDebugSections = 13;

// A split file's sections have names of their own, ".debug_info.dwo".
enum class DebugFlavour { kWhole, kSplit };

class DebugSections {
 public:
  DebugSections() = default;

  // Reads the sections of `file`, which must outlive the result.
  static DebugSections read(const ElfFile& file, DebugFlavour flavour, unsigned threads);

  Bytes operator[](DebugSection section) const { return bytes_[static_cast<size_t>(section)]; }
  bool has_entries() const { return !(*this)[DebugSection::kInfo].empty(); }
  bool is_big_endian() const { return is_big_endian_; }

  // True when a section is there but cannot be read.
  bool is_damaged() const { return is_damaged_; }

 private:
  std::array<Bytes, kDebugSections> bytes_{};
  std::vector<MappedBytes> inflated_;  // what bytes_ do not have in the file
  bool is_big_endian_ = false;
  bool is_damaged_ = false;
};

}  // namespace jescope
