// SPDX-License-Identifier: Apache-2.0
//
// Debug information made to crash or to exhaust its reader: the library still
// gets what names can be had, in bounded time and memory.
#include <dwarf.h>

#include <algorithm>

#include "symbolize/dwarf/dwarf_file.h"
#include "tests/unit/symbolize/fixture.h"
#include "tests/unit/symbolize/hostile_elf.h"

namespace jescope {
namespace {

class HostileDwarf : public HostileFiles {
 protected:
  SymbolChain chain_of(const std::vector<HostileSection>& sections) {
    write_elf(path("hostile.so"), sections);
    return look_up(module_at(path("hostile.so")), {kHostileOffset}, {{}, {}, {}}).chains.front();
  }

  // False when a section, or all of them, cannot be read.
  bool is_whole(const std::vector<HostileSection>& sections) {
    write_elf(path("hostile.so"), sections);
    const Result<ElfFile> file = ElfFile::open(path("hostile.so"), {});
    const FileFinder finder({{}, {}, {}});
    const auto dwarf = file ? DwarfFile::open(*file, *file, finder) : std::nullopt;
    return dwarf && !dwarf->is_damaged();
  }

  // A unit with one function named by a form's value.
  static std::vector<HostileSection> with_function(unsigned char form, const std::string& value) {
    const std::string function =
        "\x02\x2e" + raw("\0") + "\x11\x01\x12\x07\x03" + static_cast<char>(form) + raw("\0\0\0");
    return {{".debug_abbrev", unit_abbreviation(true, {}) + function},
            {".debug_info", unit4("\x01" + whole_code() + "\x02" + whole_code() + value)}};
  }
};

TEST_F(HostileDwarf, TakesNoNameThatItsSectionDoesNotEnd) {
  std::vector<HostileSection> sections = with_function(DW_FORM_strp, as_bytes<uint32_t>(0));
  sections.push_back({".debug_str", std::string(64, 'A')});
  EXPECT_EQ(to_text(chain_of(sections)), "");
  sections.back().bytes += '\0';
  EXPECT_EQ(to_text(chain_of(sections)), std::string(64, 'A'));
}

TEST_F(HostileDwarf, TakesNoNameThatItsUnitDoesNotEnd) {
  EXPECT_EQ(to_text(chain_of(with_function(DW_FORM_string, std::string(64, 'B')))), "");
  EXPECT_EQ(to_text(chain_of(with_function(DW_FORM_string, std::string(64, 'B') + '\0'))),
            std::string(64, 'B'));
}

// A function whose shape has so many attributes of no bytes.
std::vector<HostileSection> with_attributes(size_t attributes) {
  const std::string function = "\x02\x2e" + raw("\0") + "\x11\x01\x12\x07\x03\x08" +
                               repeated("\x3c\x19", attributes) + raw("\0\0\0");
  return {{".debug_abbrev", unit_abbreviation(true, {}) + function},
          {".debug_info", unit4("\x01" + whole_code() + "\x02" + whole_code() + raw("f\0\0"))}};
}

TEST_F(HostileDwarf, RefusesEntriesOfManyAttributes) {
  EXPECT_EQ(to_text(chain_of(with_attributes(100))), "f");
  EXPECT_EQ(to_text(chain_of(with_attributes(200))), "");
}

TEST_F(HostileDwarf, RefusesEndlessInflation) {
  const auto sections = [](uint64_t promised) {
    const Elf64_Chdr header = {ELFCOMPRESS_ZLIB, 0, promised, 1};
    return std::vector<HostileSection>{{".debug_abbrev", unit_abbreviation(false, {}) + '\0'},
                                       {".debug_info", unit4("\x01" + whole_code())},
                                       {".debug_line", as_bytes(header) + "x", SHF_COMPRESSED}};
  };
  EXPECT_FALSE(is_whole(sections(uint64_t{1} << 10)));
  EXPECT_FALSE(is_whole(sections(uint64_t{32} << 20)));
  EXPECT_FALSE(is_whole(sections(UINT64_MAX)));
}

// `levels` inlined functions inside each other, all around the wanted place.
std::vector<HostileSection> with_nesting(size_t levels) {
  const std::string code = "\x11\x01\x12\x07";
  const std::string function = "\x02\x2e\x01" + code + "\x03\x08" + raw("\0\0");
  const std::string inlined = "\x03\x1d\x01" + code + "\x03\x08" + raw("\0\0\0");
  return {{".debug_abbrev", unit_abbreviation(true, {}) + function + inlined},
          {".debug_info", unit4("\x01" + whole_code() + "\x02" + whole_code() + raw("f\0") +
                                repeated("\x03" + whole_code() + raw("g\0"), levels) +
                                std::string(levels + 2, '\0'))}};
}

TEST_F(HostileDwarf, EndsDeepNesting) {
  EXPECT_EQ(chain_of(with_nesting(5)).size(), 6u);
  for (const size_t levels : {size_t{100'000}, size_t{3'000'000}}) {
    const SymbolChain chain = chain_of(with_nesting(levels));
    ASSERT_FALSE(chain.empty());
    EXPECT_LE(chain.size(), 2000u);
    EXPECT_EQ(chain.back().function, "f");
  }
}

// Chains that fit into `most_bytes`.
DwarfSymbols name_nested(const std::string& path, uint64_t most_bytes, unsigned threads) {
  const Result<ElfFile> file = ElfFile::open(path, {});
  const FileFinder finder({{}, {}, {}});
  const auto dwarf = DwarfFile::open(*file, *file, finder);
  DwarfInput input = dwarf->input();
  input.most_chain_bytes = most_bytes;
  input.threads = threads;
  std::vector<LinkAddress> addresses;
  for (LinkAddress at = 0x1000; at < 0x1100; ++at) addresses.push_back(at);
  return name_from_dwarf(input, file->segments(), addresses, {});
}

uint64_t bytes_of(const std::vector<SymbolChain>& chains) {
  uint64_t bytes = 0;
  for (const SymbolChain& chain : chains) {
    for (const SymbolFrame& frame : chain) bytes += bytes_of(frame);
  }
  return bytes;
}

TEST_F(HostileDwarf, DropsWhatIsInlinedWhereItWouldFillTheMemory) {
  write_elf(path("hostile.so"), with_nesting(20));
  const DwarfSymbols whole = name_nested(path("hostile.so"), kMostChainBytes, 1);
  const uint64_t bytes = bytes_of(whole.chains);
  for (const unsigned threads : {1u, 3u}) {
    const DwarfSymbols fitting = name_nested(path("hostile.so"), bytes, threads);
    EXPECT_FALSE(fitting.is_damaged);
    EXPECT_EQ(fitting.chains, whole.chains);
    const DwarfSymbols cut = name_nested(path("hostile.so"), bytes - 1, threads);
    EXPECT_TRUE(cut.is_damaged);
    for (size_t row = 0; row < cut.chains.size(); ++row) {
      ASSERT_EQ(whole.chains[row].size(), 21u);
      EXPECT_EQ(cut.chains[row], SymbolChain(1, whole.chains[row].back()));
    }
  }
}

// Code of nobody: its caller is there, as if nothing had been inlined.
TEST_F(HostileDwarf, DropsInlinedFunctionsWithoutAName) {
  const std::string code = "\x11\x01\x12\x07";
  const std::string function = "\x02\x2e\x01" + code + "\x03\x08" + raw("\0\0");
  const std::string inlined = "\x03\x1d" + raw("\0") + code + raw("\0\0\0");
  EXPECT_EQ(
      to_text(chain_of({{".debug_abbrev", unit_abbreviation(true, {}) + function + inlined},
                        {".debug_info", unit4("\x01" + whole_code() + "\x02" + whole_code() +
                                              raw("f\0") + "\x03" + whole_code() + raw("\0\0"))}})),
      "f");
}

// A function that has its name from itself, by a reference of this form.
TEST_F(HostileDwarf, EndsReferencesInACircle) {
  for (const char attribute : {'\x31', '\x47'}) {
    const std::string function =
        "\x02\x2e" + raw("\0") + "\x11\x01\x12\x07" + attribute + '\x13' + raw("\0\0\0");
    const std::string reference = as_bytes<uint32_t>(11 + 17);
    const std::vector<HostileSection> sections = {
        {".debug_abbrev", unit_abbreviation(true, {}) + function},
        {".debug_info", unit4("\x01" + whole_code() + "\x02" + whole_code() + reference)}};
    EXPECT_EQ(to_text(chain_of(sections)), "");
  }
}

// A unit whose line table is `table`.
std::vector<HostileSection> with_lines(const std::string& table) {
  return {{".debug_abbrev", unit_abbreviation(false, "\x10\x17") + '\0'},
          {".debug_info", unit4("\x01" + whole_code() + as_bytes<uint32_t>(0))},
          {".debug_line", as_bytes(static_cast<uint32_t>(table.size())) + table}};
}

// From the shortest instruction to the lengths of the standard opcodes.
const std::string kOpcodes = raw("\1\1\1\xfb\x0e\x0d\0\1\1\1\1\0\0\0\1\0\0\1");

// Line 1 for all of the code, and `rows` rows more.
std::string line_program(size_t rows) {
  return raw("\0\x09\x02") + as_bytes<uint64_t>(0x1000) + std::string(rows + 1, '\1') +
         raw("\x02\x80\x20\0\1\1");
}

std::string line_table4(size_t rows) {
  const std::string header = kOpcodes + raw("d\0\0f.c\0\1\0\0\0");
  return as_bytes<uint16_t>(4) + as_bytes(static_cast<uint32_t>(header.size())) + header +
         line_program(rows);
}

TEST_F(HostileDwarf, ReadsLongLineProgramsWithoutKeepingThem) {
  EXPECT_EQ(to_text(chain_of(with_lines(line_table4(10)))), " f.c:1");
  EXPECT_EQ(to_text(chain_of(with_lines(line_table4(size_t{17} << 20)))), " f.c:1");
}

// A table of DWARF 5 with `files`: the number of fields, the fields, the number
// of files and the files.
std::string line_table5(const std::string& files) {
  const std::string header = kOpcodes + raw("\1\1\x08\1d\0") + files;
  return as_bytes<uint16_t>(5) + raw("\x08\0") + as_bytes(static_cast<uint32_t>(header.size())) +
         header + line_program(1);
}

TEST_F(HostileDwarf, LeavesOutLinesOfMoreFilesThanTheHeaderHolds) {
  const std::string two = line_table5(raw("\2\1\x08\2\x0b\2e.c\0\0f.c\0\0"));
  const std::string billions_without_bytes = line_table5(raw("\2\1\x19\2\x19\x80\x80\x80\x80\x40"));
  const std::string billions_without_fields = line_table5(raw("\0\x80\x80\x80\x80\x40"));
  const std::string billions = line_table5(raw("\2\1\x08\2\x0b\x80\x80\x80\x80@f.c\0\0"));
  EXPECT_EQ(to_text(chain_of(with_lines(two))), " f.c:1");
  EXPECT_EQ(to_text(chain_of(with_lines(billions_without_bytes))), "");
  EXPECT_EQ(to_text(chain_of(with_lines(billions_without_fields))), "");
  EXPECT_EQ(to_text(chain_of(with_lines(billions))), "");
}

// The same with `folders` folders, all in .debug_line_str.
std::vector<HostileSection> with_long_folders(size_t folders) {
  std::string header =
      kOpcodes + raw("\1\1\x1f") + static_cast<char>(folders % 128 | 128) +
      static_cast<char>(folders / 128 % 128 | 128) + static_cast<char>(folders / 128 / 128) +
      repeated(as_bytes<uint32_t>(0), folders) + raw("\2\1\x08\2\x0b\2e.c\0\0f.c\0\0");
  std::vector<HostileSection> sections =
      with_lines(as_bytes<uint16_t>(5) + raw("\x08\0") +
                 as_bytes(static_cast<uint32_t>(header.size())) + header + line_program(1));
  sections.push_back({".debug_line_str", std::string(2000, 'A') + '\0'});
  return sections;
}

TEST_F(HostileDwarf, LeavesOutFilesWhoseNamesAreFarLongerThanTheTable) {
  EXPECT_EQ(to_text(chain_of(with_long_folders(2))), " f.c:1");
  EXPECT_EQ(to_text(chain_of(with_long_folders(1000))), "");
}

// A million folders, each of which a long text is looked through for.
TEST_F(HostileDwarf, LooksAtTheBeginningOfLongTexts) {
  std::vector<HostileSection> sections = with_long_folders(1'000'000);
  sections.back().bytes = std::string(size_t{16} << 20, 'A') + '\0';
  EXPECT_EQ(to_text(chain_of(sections)), "");
}

TEST_F(HostileDwarf, CutsLongNames) {
  constexpr size_t kMost = 16384;
  for (const size_t length : {kMost, kMost + 1, size_t{300'000}}) {
    const std::string name = std::string(length, 'A') + '\0';
    EXPECT_EQ(to_text(chain_of(with_function(DW_FORM_string, name))).size(), kMost);
    std::vector<HostileSection> sections = with_function(DW_FORM_strp, as_bytes<uint32_t>(0));
    sections.push_back({".debug_str", name});
    EXPECT_EQ(to_text(chain_of(sections)).size(), kMost);
  }
}

// The code of byte `row` of the segment.
std::string one_byte_of_code(uint64_t row) {
  return as_bytes<uint64_t>(0x1000 + row) + as_bytes<uint64_t>(1);
}

// Units of one byte of code each, which all name one line table.
TEST_F(HostileDwarf, ReadsATableOfManyUnitsAFewTimes) {
  constexpr uint64_t kUnits = 4000;
  std::vector<HostileSection> sections = with_lines(line_table4(size_t{3} << 20));
  sections[1].bytes.clear();
  std::vector<uint64_t> offsets;
  for (uint64_t row = 0; row < kUnits; ++row) {
    sections[1].bytes += unit4("\x01" + one_byte_of_code(row) + as_bytes<uint32_t>(0));
    offsets.push_back(0x1000 + row);
  }
  write_elf(path("hostile.so"), sections);
  alarm(300);
  const auto chains = look_up(module_at(path("hostile.so")), offsets, {{}, {}, {}}).chains;
  const auto with_line = std::count_if(chains.begin(), chains.end(),
                                       [](const SymbolChain& chain) { return !chain.empty(); });
  EXPECT_GT(with_line, 0);
  EXPECT_LT(with_line, 1000);
}

TEST_F(HostileDwarf, ReadsATableOfAFewUnitsForEach) {
  std::vector<HostileSection> sections = with_lines(line_table4(size_t{1} << 20));
  sections[1].bytes.clear();
  for (uint64_t row = 0; row < 5; ++row) {
    sections[1].bytes += unit4("\x01" + one_byte_of_code(row) + as_bytes<uint32_t>(0));
  }
  write_elf(path("hostile.so"), sections);
  const std::vector<uint64_t> offsets = {0x1000, 0x1001, 0x1002, 0x1003, 0x1004};
  for (const SymbolChain& chain :
       look_up(module_at(path("hostile.so")), offsets, {{}, {}, {}}).chains) {
    EXPECT_EQ(to_text(chain), " f.c:1");
  }
}

// Each unit's root has a shape behind a hundred thousand others.
TEST_F(HostileDwarf, LooksForShapesInBoundedTime) {
  const std::string others = repeated(raw("\2\x34\0\0\0"), 100'000);
  const std::string unit = unit4("\x01" + whole_code());
  alarm(300);
  EXPECT_TRUE(chain_of({{".debug_abbrev", others + unit_abbreviation(false, {}) + '\0'},
                        {".debug_info", repeated(unit, 100'000)}})
                  .empty());
}

// `value` as ULEB128.
std::string uleb(uint64_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
  return bytes + static_cast<char>(value);
}

// Codes that a hash table of so many buckets puts into one.
TEST_F(HostileDwarf, FindsShapesByCodesThatAHashTableDoesNotSpread) {
  constexpr uint64_t kBuckets = 351'061;
  std::vector<HostileSection> sections = with_function(DW_FORM_string, raw("f\0"));
  sections[0].bytes.pop_back();  // the table's end
  for (uint64_t row = 1; row < 300'000; ++row) {
    sections[0].bytes += uleb(row * kBuckets) + raw("\x34\0\0\0");
  }
  sections[0].bytes += '\0';
  EXPECT_EQ(to_text(chain_of(sections)), "f");
}

// Each unit's root has a million attributes of no bytes.
TEST_F(HostileDwarf, RefusesRootsOfManyAttributes) {
  const std::string attributes = repeated("\x3c\x19", 500'000);
  const std::string unit = unit4("\x01" + whole_code());
  alarm(300);
  EXPECT_TRUE(chain_of({{".debug_abbrev", unit_abbreviation(false, attributes) + '\0'},
                        {".debug_info", repeated(unit, 100'000)}})
                  .empty());
}

// Nameless types whose lists of members do not end, though each tells where the
// next type is; and a function that is a method of the first.
std::vector<HostileSection> with_endless_types(uint32_t types) {
  const std::string function = "\x02\x2e" + raw("\0\x47\x13\x11\x01\x12\x07\0\0");
  const std::string type = raw("\x03\x13\x01\x01\x13\0\0");
  const std::string method = raw("\x04\x2e\0\x03\x08\0\0\0");
  const uint32_t first = 11 + 17;
  std::string entries;
  for (uint32_t row = 0; row < types; ++row) {
    entries += "\x03" + as_bytes(first + 8 * (row + 1)) + raw("\4m\0");
  }
  entries += "\x02" + as_bytes(first + 5) + whole_code();
  return {{".debug_abbrev", unit_abbreviation(true, {}) + function + type + method},
          {".debug_info", unit4("\x01" + whole_code() + entries)}};
}

TEST_F(HostileDwarf, LooksAtFewMembersOfEachType) {
  EXPECT_EQ(to_text(chain_of(with_endless_types(3))), "{unnamed type#1}::m");
  alarm(300);
  EXPECT_EQ(to_text(chain_of(with_endless_types(150'000))), "");
}

TEST_F(HostileDwarf, ReadsNamesOfManySectionsOnce) {
  std::vector<HostileSection> sections = with_function(DW_FORM_string, raw("f\0"));
  write_elf_of_many_sections(path("hostile.so"), sections);
  alarm(300);
  const auto chains = look_up(module_at(path("hostile.so")), {kHostileOffset}, {{}, {}, {}}).chains;
  EXPECT_EQ(to_text(chains.front()), "f");
}

}  // namespace
}  // namespace jescope
