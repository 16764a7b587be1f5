// SPDX-License-Identifier: Apache-2.0
//
// An independent reader of the same files, llvm-symbolizer, and how its answers
// are compared with ours. Left out is what the judge takes from symbol tables:
// it names a place after the nearest symbol. Where DWARF has a short name only,
// ours has scopes before it and the judge's has not.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "jescope/symbolize/symbol_search.h"
#include "symbolize/elf/elf_file.h"

namespace jescope {

using ChainsByAddress = std::map<uint64_t, SymbolChain>;  // by link address

// Returns what `command` writes to its standard output.
std::string output_of(const std::string& command);

// Offsets of every third byte of the file's code: of its sections, since what
// else is in an executable segment has no names.
std::vector<uint64_t> code_offsets(const ElfFile& file);

// Names of `offsets`, ours, without the marks of copies (".constprop.0").
ChainsByAddress our_chains(const ElfFile& file, const std::vector<uint64_t>& offsets,
                           SymbolSearch search = {});

// Whether there is a judge here.
bool has_judge();

// The judge's names of the addresses that `wanted` holds, in one call.
ChainsByAddress judge_chains(const std::string& path, const ChainsByAddress& wanted);

// What a comparison found.
struct Comparison {
  std::string differences;  // the first places at which the two disagree
  size_t compared = 0;
  size_t with_inlines = 0;  // places with more than one function
};

Comparison compare(const ChainsByAddress& ours, const ChainsByAddress& judge);

// Compares all of a file's code with the judge, as one test; `least` is how
// many places there must be.
void expect_judge_agrees(const std::string& path, size_t least);

}  // namespace jescope
