// SPDX-License-Identifier: Apache-2.0
//
// Unwinder's tables made for the test: which function's bounds hold a place.
#include "symbolize/elf/function_bounds.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/symbolize/small_elf.h"

namespace jescope {
namespace {

constexpr uint64_t kTableAddress = 0x8000;

// A table that grows entry by entry; `encoding` as in DW_EH_PE_....
class FrameTableMaker {
 public:
  FrameTableMaker(const SmallElf& elf, uint8_t encoding) : elf_(elf), encoding_(encoding) {
    std::string cie = elf.number(0, 4) + elf.number(1, 1) + std::string("zR") + '\0';
    cie += std::string("\x01\x78\x10\x01") + static_cast<char>(encoding);
    add_entry(cie);
  }

  void add_function(uint64_t start, uint64_t length_bytes, unsigned field_bytes) {
    const uint64_t field_at = bytes_.size() + 8;
    const bool is_relative = (encoding_ & 0x70) == 0x10;
    add_entry(elf_.number(bytes_.size() + 4, 4) +
              elf_.number(is_relative ? start - (kTableAddress + field_at) : start, field_bytes) +
              elf_.number(length_bytes, field_bytes));
  }

  void add_entry(const std::string& entry) { bytes_ += elf_.number(entry.size(), 4) + entry; }
  void add_raw(const std::string& bytes) { bytes_ += bytes; }

  const std::string& bytes() const { return bytes_; }

 private:
  const SmallElf& elf_;
  uint8_t encoding_;
  std::string bytes_;
};

// The starts at the addresses, "-" where there is none.
std::string starts(const FunctionBounds& bounds, const std::vector<LinkAddress>& addresses) {
  std::string text;
  for (const auto& start : bounds.starts_at(addresses)) {
    text += start ? fmt::format("{:x} ", *start) : "- ";
  }
  return text;
}

FunctionBounds read(SmallElf& elf, const std::string& table, const char* section = ".eh_frame") {
  elf.add({section, table, SHT_PROGBITS, 0, kTableAddress});
  const ElfFile file = elf.open();
  return FunctionBounds::read(file, file);
}

struct EncodingCase {
  const char* name;
  SmallElfForm form;
  uint8_t encoding;
  unsigned field_bytes;
};

class Encodings : public testing::TestWithParam<EncodingCase> {};

TEST_P(Encodings, GiveStartAndEnd) {
  SmallElf elf(GetParam().form);
  FrameTableMaker table(elf, GetParam().encoding);
  table.add_function(0x1100, 0x20, GetParam().field_bytes);
  table.add_function(0x1200, 0x10, GetParam().field_bytes);
  const FunctionBounds bounds = read(elf, table.bytes());
  EXPECT_EQ(starts(bounds, {0x10ff, 0x1100, 0x111f, 0x1120, 0x1208, 0x1210}),
            "- 1100 1100 - 1200 - ");
}

const EncodingCase kEncodings[] = {
    {"relative_of_4_bytes", SmallElfForm::k64Little, 0x1b, 4},
    {"relative_of_8_bytes", SmallElfForm::k64Little, 0x1c, 8},
    {"plain_address", SmallElfForm::k64Little, 0x00, 8},
    {"plain_of_2_bytes", SmallElfForm::k64Little, 0x02, 2},
    {"plain_of_4_bytes", SmallElfForm::k64Little, 0x03, 4},
    {"big_endian", SmallElfForm::k64Big, 0x1b, 4},
    {"big_endian_plain", SmallElfForm::k64Big, 0x00, 8},
    {"of_32_bits", SmallElfForm::k32Little, 0x1b, 4},
    {"of_32_bits_plain", SmallElfForm::k32Little, 0x00, 4},
    {"of_32_bits_big_endian", SmallElfForm::k32Big, 0x1b, 4},
};

INSTANTIATE_TEST_SUITE_P(Table, Encodings, testing::ValuesIn(kEncodings),
                         [](const auto& row) { return row.param.name; });

TEST(FunctionBounds, LeaveOutWhatIsNoCode) {
  SmallElf elf;
  FrameTableMaker table(elf, 0x1b);
  table.add_function(0x5000, 0x20, 4);
  table.add_function(0x1100, 0, 4);
  table.add_function(0x1200, 0xffffffff, 4);
  EXPECT_TRUE(read(elf, table.bytes()).is_empty());
}

TEST(FunctionBounds, GoOnBehindTheEndOfOneTable) {
  SmallElf elf;
  FrameTableMaker table(elf, 0x1b);
  table.add_raw(elf.number(0, 4));
  table.add_function(0x1100, 0x20, 4);
  EXPECT_EQ(starts(read(elf, table.bytes()), {0x1100}), "1100 ");
}

TEST(FunctionBounds, OfDebugFrame) {
  SmallElf elf;
  const std::string cie = elf.number(0xffffffff, 4) + std::string("\x04\0\x08\0\x01\x78\x10", 7);
  const std::string fde = elf.number(0, 4) + elf.address(0x1100) + elf.address(0x20);
  const std::string table = elf.number(cie.size(), 4) + cie + elf.number(fde.size(), 4) + fde;
  EXPECT_EQ(starts(read(elf, table, ".debug_frame"), {0x1100, 0x1120}), "1100 - ");
}

TEST(FunctionBounds, UnknownFormsAreLeftOut) {
  for (const int encoding : {0xff, 0x9b, 0x3b, 0x50}) {
    SmallElf elf;
    FrameTableMaker table(elf, static_cast<uint8_t>(encoding));
    table.add_function(0x1100, 0x20, 4);
    EXPECT_TRUE(read(elf, table.bytes()).is_empty()) << encoding;
  }
}

TEST(FunctionBounds, CutAnywhere) {
  SmallElf whole;
  FrameTableMaker table(whole, 0x1b);
  for (uint64_t start = 0x1100; start < 0x1200; start += 0x20) table.add_function(start, 0x20, 4);
  for (size_t length = 0; length < table.bytes().size(); ++length) {
    SmallElf elf;
    const std::string text = starts(read(elf, table.bytes().substr(0, length)), {0x1101, 0x11ff});
    EXPECT_EQ(text.substr(text.size() - 2), "- ") << length;
  }
}

}  // namespace
}  // namespace jescope
