// SPDX-License-Identifier: Apache-2.0
//
// Symbol tables made for the test: which name a place gets.
#include "symbolize/elf/symbol_table.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/symbolize/small_elf.h"

namespace jescope {
namespace {

SymbolTable read(const ElfFile& file, SymbolKind kind = SymbolKind::kSymtab) {
  return SymbolTable::read(file, kind, file.segments());
}

std::string name_at(const SymbolTable& table, LinkAddress address) {
  return std::string(table.names_at(std::span(&address, 1)).front());
}

struct NameCase {
  const char* name;
  std::vector<SmallSymbol> symbols;
  LinkAddress address;
  const char* expected;
};

class SymbolNames : public testing::TestWithParam<NameCase> {};

TEST_P(SymbolNames, AreThoseThatCoverThePlace) {
  for (const auto form : {SmallElfForm::k64Little, SmallElfForm::k64Big, SmallElfForm::k32Little,
                          SmallElfForm::k32Big}) {
    SmallElf elf(form);
    add_symbols(elf, GetParam().symbols);
    const ElfFile file = elf.open();
    EXPECT_EQ(name_at(read(file), GetParam().address), GetParam().expected)
        << static_cast<int>(form);
  }
}

const SmallSymbol kFunction = {"f", 0x1100, 0x20};

const NameCase kNames[] = {
    {"first_byte", {kFunction}, 0x1100, "f"},
    {"last_byte", {kFunction}, 0x111f, "f"},
    {"before", {kFunction}, 0x10ff, ""},
    {"behind", {kFunction}, 0x1120, ""},
    {"data", {{"d", 0x1100, 0x20, STB_GLOBAL, STT_OBJECT}}, 0x1100, ""},
    {"undefined", {{"u", 0x1100, 0x20, STB_GLOBAL, STT_FUNC, SHN_UNDEF}}, 0x1100, ""},
    {"indirect_function", {{"i", 0x1100, 0x20, STB_GLOBAL, STT_GNU_IFUNC}}, 0x1100, "i"},
    {"outside_of_code", {{"o", 0x5000, 0x20}}, 0x5000, ""},
    {"reaches_out_of_code", {{"o", 0x2fff, 0x20}}, 0x2fff, ""},
    {"wraps_around", {{"w", 0x1100, ~uint64_t{0}}}, 0x1100, ""},
    {"global_before_weak", {{"a", 0x1100, 8, STB_WEAK}, {"bb", 0x1100, 8}}, 0x1100, "bb"},
    {"weak_before_local", {{"a", 0x1100, 8, STB_LOCAL}, {"bb", 0x1100, 8, STB_WEAK}}, 0x1100, "bb"},
    {"reserved_last", {{"__libc_f", 0x1100, 8}, {"f", 0x1100, 8, STB_LOCAL}}, 0x1100, "f"},
    {"shorter", {{"longer", 0x1100, 8}, {"short", 0x1100, 8}}, 0x1100, "short"},
    {"alphabet", {{"b", 0x1100, 8}, {"a", 0x1100, 8}}, 0x1100, "a"},
    {"nested", {{"outer", 0x1100, 0x40}, {"inner", 0x1110, 8}}, 0x1112, "inner"},
    {"behind_the_nested", {{"outer", 0x1100, 0x40}, {"inner", 0x1110, 8}}, 0x1120, "outer"},
    {"same_start_shorter", {{"outer", 0x1100, 0x40}, {"inner", 0x1100, 8}}, 0x1102, "inner"},
    {"same_start_longer", {{"inner", 0x1100, 8}, {"outer", 0x1100, 0x40}}, 0x1110, "outer"},
    {"sizeless_to_the_next", {{"s", 0x1000, 0}, {"f", 0x1008, 8}}, 0x1007, "s"},
    {"sizeless_to_its_sections_end", {{"s", 0x1008, 0}}, 0x100f, "s"},
    {"sizeless_not_beyond", {{"s", 0x1008, 0}}, 0x1010, ""},
    {"two_sizeless_at_one_place", {{"s", 0x1000, 0}, {"r", 0x1000, 0}}, 0x1004, "r"},
    {"sized_before_sizeless", {{"s", 0x1000, 0}, {"long", 0x1000, 0xf}}, 0x1001, "long"},
};

INSTANTIATE_TEST_SUITE_P(Table, SymbolNames, testing::ValuesIn(kNames),
                         [](const auto& row) { return row.param.name; });

TEST(SymbolTable, DynsymHasNoSizelessFunctions) {
  SmallElf elf;
  add_symbols(elf, {{"s", 0x1000, 0}, {"f", 0x1008, 8}}, SHT_DYNSYM);
  const ElfFile file = elf.open();
  const SymbolTable table = read(file, SymbolKind::kDynsym);
  EXPECT_EQ(name_at(table, 0x1004), "");
  EXPECT_EQ(name_at(table, 0x1008), "f");
  EXPECT_TRUE(read(file).is_empty());
}

TEST(SymbolTable, TellsTheFileOfLocalFunctions) {
  SmallElf elf;
  add_symbols(elf, {{"src/a.c", 0, 0, STB_LOCAL, STT_FILE, SHN_ABS},
                    {"init", 0x1100, 8, STB_LOCAL},
                    {"src/b.c", 0, 0, STB_LOCAL, STT_FILE, SHN_ABS},
                    {"init", 0x1200, 8, STB_LOCAL},
                    {"<artificial>", 0, 0, STB_LOCAL, STT_FILE, SHN_ABS},
                    {"init", 0x1300, 8, STB_LOCAL},
                    {"run", 0x1400, 8}});
  const ElfFile file = elf.open();
  const std::vector<LinkAddress> addresses = {0x1100, 0x1200, 0x1300, 0x1400};
  std::string text;
  for (const SymbolAt& symbol : read(file).symbols_at(addresses)) {
    text += std::string(symbol.name) + "@" + std::string(symbol.file) + " ";
  }
  EXPECT_EQ(text, "init@src/a.c init@src/b.c init@ run@ ");
}

TEST(SymbolTable, TellsWhereAFunctionBegins) {
  SmallElf elf;
  add_symbols(elf, {{"f", 0x1100, 8}});
  const ElfFile file = elf.open();
  EXPECT_EQ(read(file).name_starting_at(0x1100), "f");
  EXPECT_EQ(read(file).name_starting_at(0x1101), "");
}

TEST(SymbolTable, NamesOutsideOfTheStringsAreEmpty) {
  SmallElf elf;
  std::string entries(sizeof(Elf64_Sym), '\0');
  entries += elf.number(0x7fffffff, 4) + elf.number(ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), 2) +
             elf.number(1, 2) + elf.address(0x1100) + elf.address(8);
  elf.add({".symbols", entries, SHT_SYMTAB, 2, 0});
  elf.add({".strings", "unterminated", SHT_STRTAB, 0, 0});
  const ElfFile file = elf.open();
  EXPECT_EQ(name_at(read(file), 0x1100), "");
}

TEST(SymbolTable, LastNameMayLackItsEnd) {
  SmallElf elf;
  std::string entries(sizeof(Elf64_Sym), '\0');
  entries += elf.number(2, 4) + elf.number(ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), 2) +
             elf.number(1, 2) + elf.address(0x1100) + elf.address(8);
  elf.add({".symbols", entries, SHT_SYMTAB, 2, 0});
  elf.add({".strings", "unterminated", SHT_STRTAB, 0, 0});
  const ElfFile file = elf.open();
  EXPECT_EQ(name_at(read(file), 0x1100), "terminated");
}

// A million symbols of one range and one name of 64 KiB: comparing them all
// would read 64 GiB.
TEST(SymbolTable, CrowdedRangeTakesLittleTime) {
  SmallElf elf;
  std::string entries(sizeof(Elf64_Sym), '\0');
  const std::string entry = elf.number(1, 4) + elf.number(ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), 2) +
                            elf.number(1, 2) + elf.address(0x1100) + elf.address(8);
  for (int i = 0; i < 1'000'000; ++i) entries += entry;
  elf.add({".symbols", entries, SHT_SYMTAB, 2, 0});
  elf.add({".strings", std::string(1, '\0') + std::string(65536, 'x'), SHT_STRTAB, 0, 0});
  const ElfFile file = elf.open();
  EXPECT_EQ(name_at(read(file), 0x1100).size(), 16384u);
}

}  // namespace
}  // namespace jescope
