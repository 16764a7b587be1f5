// SPDX-License-Identifier: Apache-2.0
//
// One module's file as code: the bytes at an address, the function that holds
// one, and the name of what one calls.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "symbolize/code/disassembler.h"
#include "symbolize/code/jump_slots.h"
#include "symbolize/elf/elf_file.h"
#include "symbolize/elf/function_bounds.h"
#include "symbolize/elf/symbol_table.h"
#include "symbolize/find/file_finder.h"

namespace jescope {

// Where a function is, in the file's addresses.
struct FunctionExtent {
  LinkAddress start = 0;
  uint64_t size_bytes = 0;
  std::string_view name;  // the linker's; empty: only its bounds are known

  friend bool operator==(const FunctionExtent&, const FunctionExtent&) = default;
};

// Returns the readable name of a symbol, of a piece or copy of a function with its
// mark: "f(int) [clone .cold]"; empty for an empty one.
std::string code_name(std::string_view symbol);

class CodeOfModule {
 public:
  // `file` must outlive the result.
  CodeOfModule(const ElfFile& file, const FileFinder& finder, Machine machine);

  // Returns the function that holds each of `addresses` (ascending), of the symbol
  // tables or else of the unwinder's. Nothing where none is known.
  std::vector<std::optional<FunctionExtent>> functions_at(
      std::span<const LinkAddress> addresses) const;

  // Returns the file's bytes from `address` on, at most `most_bytes`; less where
  // the segment ends, none where the address is in no code.
  Bytes bytes_at(LinkAddress address, uint64_t most_bytes) const;

  // Returns the offset in the file of the byte at `address`, which has one.
  uint64_t file_offset(LinkAddress address) const;

  // Returns "malloc@plt", "f(int)" or "f(int)+0x12" for each of `addresses`
  // (ascending); empty: nothing is known.
  std::vector<std::string> names_at(std::span<const LinkAddress> addresses) const;

  // Returns the name of the function whose address the loader puts there; empty: none.
  std::string name_of_slot(LinkAddress address) const;

 private:
  const LoadSegment* segment_of(LinkAddress address) const;
  std::string name_of_plt_entry(LinkAddress address) const;

  const ElfFile& file_;
  const Machine machine_;
  std::optional<ElfFile> debug_file_;
  std::optional<ElfFile> inner_file_;  // MiniDebugInfo
  std::vector<SymbolTable> symbols_;   // the best first
  FunctionBounds bounds_;
  JumpSlots slots_;
};

}  // namespace jescope
