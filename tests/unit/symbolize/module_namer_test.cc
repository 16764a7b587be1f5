// SPDX-License-Identifier: Apache-2.0
//
// What names a module's places: the order of the sources, the bounds of
// functions, and the kernel's own library.
#include "symbolize/module_namer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "symbolize/elf/own_vdso.h"
#include "symbolize/elf/symbol_table.h"
#include "tests/unit/symbolize/fixture.h"
#include "tests/unit/symbolize/small_elf.h"

namespace jescope {
namespace {

ModuleSymbols name(const ElfFile& file, const std::vector<uint64_t>& offsets,
                   NameDetail detail = NameDetail::kChains) {
  Diagnostics diagnostics;
  const Module module = module_at("/opt/lib/libsmall.so");
  const FileFinder finder({{}, {}, {}});
  return name_module(file, finder, ModuleQuery{&module, offsets, {}, detail}, diagnostics);
}

std::string to_text(const ModuleSymbols& symbols) {
  std::string text;
  for (const SymbolChain& chain : symbols.chains) text += to_text(chain) + ";";
  return text;
}

// .eh_frame of functions at [0x1100, 0x1120) and [0x1200, 0x1220).
std::string frame_table(const SmallElf& elf) {
  const std::string cie =
      elf.number(0, 4) + elf.number(1, 1) + std::string("zR\0\1\x78\x10\1\0", 8);
  std::string table = elf.number(cie.size(), 4) + cie;
  for (const uint64_t start : {0x1100, 0x1200}) {
    table += elf.number(20, 4) + elf.number(table.size() + 4, 4) + elf.number(start, 8) +
             elf.number(0x20, 8);
  }
  return table;
}

TEST(ModuleNamer, GroupsUnnamedCodeByFunction) {
  SmallElf elf;
  elf.add({".eh_frame", frame_table(elf)});
  const ModuleSymbols symbols = name(elf.open(), {0x1100, 0x111f, 0x1150, 0x1210});
  EXPECT_EQ(to_text(symbols),
            "libsmall.so!fn@0x1100;libsmall.so!fn@0x1100;;libsmall.so!fn@0x1200;");
  EXPECT_EQ(symbols.source, "bounds");
  EXPECT_EQ(symbols.chains[0][0].kind, FrameKind::kBounds);
}

TEST(ModuleNamer, PrefersSymbolsToBounds) {
  SmallElf elf;
  add_symbols(elf, {{"f", 0x1100, 0x20}}, SHT_DYNSYM);
  elf.add({".eh_frame", frame_table(elf)});
  const ModuleSymbols symbols = name(elf.open(), {0x1110, 0x1210});
  EXPECT_EQ(to_text(symbols), "f;libsmall.so!fn@0x1200;");
  EXPECT_EQ(symbols.source, "dynsym");
  EXPECT_EQ(symbols.chains[0][0].kind, FrameKind::kNative);
}

// What nothing bounds gives no name.
TEST(ModuleNamer, SizelessSymbolHasTheBoundsOfItsFunction) {
  SmallElf elf;
  add_symbols(elf, {{"before", 0x1000, 0, STB_GLOBAL, STT_FUNC, 4},
                    {"start", 0x1100, 0, STB_GLOBAL, STT_FUNC, 4}});
  elf.add({".code", std::string(0x400, '\0'), SHT_PROGBITS, 0, 0x1000});
  EXPECT_EQ(to_text(name(elf.open(), {0x1000, 0x1100})), ";;");
  elf.add({".eh_frame", frame_table(elf)});
  EXPECT_EQ(to_text(name(elf.open(), {0x1000, 0x1100, 0x111f, 0x1130})), ";start;start;;");
}

TEST(ModuleNamer, KeepsStaticFunctionsOfEqualNameApart) {
  SmallElf elf;
  add_symbols(elf, {{"src/a.c", 0, 0, STB_LOCAL, STT_FILE, SHN_ABS},
                    {"init", 0x1100, 8, STB_LOCAL},
                    {"src/b.c", 0, 0, STB_LOCAL, STT_FILE, SHN_ABS},
                    {"init", 0x1200, 8, STB_LOCAL}});
  const ModuleSymbols symbols = name(elf.open(), {0x1100, 0x1200}, NameDetail::kFunctions);
  EXPECT_EQ(to_text(symbols), "init;init;");
  EXPECT_EQ(symbols.chains[0][0].file, "a.c");
  EXPECT_EQ(symbols.chains[1][0].file, "b.c");
}

std::vector<uint64_t> offsets_of(const ElfFile& file, std::string_view function) {
  const SymbolTable symbols = SymbolTable::read(file, SymbolKind::kSymtab, file.segments());
  std::vector<uint64_t> offsets;
  for (const LoadSegment& segment : file.segments()) {
    for (uint64_t at = 0; segment.executable && at < segment.file_bytes; ++at) {
      const LinkAddress address = segment.address + at;
      if (symbols.names_at(std::span(&address, 1)).front() == function) {
        offsets.push_back(segment.file_offset + at);
      }
    }
  }
  return offsets;
}

TEST(ModuleNamer, FunctionsAloneComeFromTheSymbolTable) {
  const Result<ElfFile> file = ElfFile::open(fixture_path("gcc-O2-dwarf5-pie"), {});
  if (!file) GTEST_SKIP() << "no compiler here";
  const std::vector<uint64_t> offsets = offsets_of(*file, "_Z5outeri");
  ASSERT_FALSE(offsets.empty());
  const ModuleSymbols symbols = name(*file, offsets, NameDetail::kFunctions);
  EXPECT_EQ(symbols.source, "symtab");
  EXPECT_EQ(symbols.reason, "");
  for (const SymbolChain& chain : symbols.chains) EXPECT_EQ(to_text(chain), "outer(int)");
  EXPECT_EQ(name(*file, offsets).source, "DWARF");
}

// The map's line of [vdso], as a dump of this process has it.
Module own_vdso_module() {
  Module module = module_at("[vdso]");
  module.kind = ModuleKind::kVirtual;
  std::ifstream map("/proc/self/maps");
  for (std::string line; std::getline(map, line);) {
    if (!line.ends_with("[vdso]")) continue;
    const size_t dash = line.find('-');
    const uint64_t start = std::stoull(line.substr(0, dash), nullptr, 16);
    const uint64_t end = std::stoull(line.substr(dash + 1), nullptr, 16);
    module.ranges = {{0, end - start, true}};
  }
  return module;
}

TEST(Vdso, HasNamesWhereTheProcessRuns) {
  const Module module = own_vdso_module();
  if (module.ranges.empty()) GTEST_SKIP() << "no vdso here";
  const std::optional<ElfFile> file = own_vdso(module);
  ASSERT_TRUE(file.has_value());
  const SymbolTable table = SymbolTable::read(*file, SymbolKind::kDynsym, file->segments());
  uint64_t place = 0;
  for (LinkAddress at = 0; at < module.ranges[0].length_bytes && place == 0; ++at) {
    if (!table.name_starting_at(at).empty()) place = at;
  }
  ASSERT_NE(place, 0u);
  SymbolSearch search;
  const std::vector<uint64_t> offsets = {place};
  for (const bool is_live : {true, false}) {
    search.is_live_here = is_live;
    Diagnostics diagnostics;
    const ModuleSymbols symbols = make_symbol_source(search)->look_up(
        ModuleQuery{&module, offsets, {}, NameDetail::kChains}, diagnostics);
    EXPECT_EQ(symbols.chains[0].empty(), !is_live);
    EXPECT_EQ(symbols.reason, is_live ? "" : "the kernel's own code, in no file");
  }
}

TEST(Vdso, OfAnotherSizeIsAnother) {
  Module module = own_vdso_module();
  if (module.ranges.empty()) GTEST_SKIP() << "no vdso here";
  module.ranges[0].length_bytes += 4096;
  EXPECT_FALSE(own_vdso(module).has_value());
}

}  // namespace
}  // namespace jescope
