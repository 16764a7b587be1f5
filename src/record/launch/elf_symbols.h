// SPDX-License-Identifier: Apache-2.0
//
// Looks a name up among the dynamic symbols of an ELF file of 64 bits, by its hash
// table as the loader does, so that stripped files tell it, too. Internal to `record`.
#pragma once

#include <elf.h>

#include <string_view>
#include <vector>

#include "record/launch/file_bytes.h"

namespace jescope {

// Where a loaded address stands in the file.
class LoadedFile {
 public:
  LoadedFile(const FileBytes& file, const std::vector<Elf64_Phdr>& segments)
      : file_(file), segments_(segments) {}

  const FileBytes& file() const { return file_; }

  // Returns the place in the file; one beyond its end where nothing is loaded there.
  uint64_t place_of(uint64_t address) const;

 private:
  const FileBytes& file_;
  const std::vector<Elf64_Phdr>& segments_;
};

// The entries of PT_DYNAMIC that finding a symbol needs; 0: not there.
struct DynamicEntries {
  uint64_t symbols = 0;
  uint64_t strings = 0;
  uint64_t gnu_hash = 0;
  uint64_t hash = 0;
  uint64_t soname = 0;  // offset in the strings
};

DynamicEntries read_dynamic_entries(const FileBytes& file, const Elf64_Phdr& segment);

// True where the file defines `name` for others.
bool defines_symbol(const LoadedFile& loaded, const DynamicEntries& entries, std::string_view name);

}  // namespace jescope
