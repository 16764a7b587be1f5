// SPDX-License-Identifier: Apache-2.0
//
// .gnu_debugdata made for the test: sound, damaged, and larger than it looks.
#include "symbolize/elf/mini_debug_info.h"

#include <gtest/gtest.h>
#include <lzma.h>

#include <string>

#include "symbolize/elf/symbol_table.h"
#include "tests/unit/symbolize/small_elf.h"

namespace jescope {
namespace {

std::string packed(const std::vector<char>& bytes) {
  std::string text(lzma_stream_buffer_bound(bytes.size()), '\0');
  size_t length = 0;
  const lzma_ret state = lzma_easy_buffer_encode(
      6, LZMA_CHECK_CRC32, nullptr, reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(),
      reinterpret_cast<uint8_t*>(text.data()), &length, text.size());
  EXPECT_EQ(state, LZMA_OK);
  text.resize(length);
  return text;
}

std::string packed_table() {
  SmallElf inner;
  add_symbols(inner, {{"hidden", 0x1100, 0x20, STB_LOCAL}});
  return packed(inner.image());
}

ElfFile file_with(const std::string& section) {
  SmallElf elf;
  elf.add({".gnu_debugdata", section});
  return elf.open();
}

TEST(MiniDebugInfo, NamesWhatIsNotExported) {
  const ElfFile file = file_with(packed_table());
  const std::optional<ElfFile> inner = read_mini_debug_info(file);
  ASSERT_TRUE(inner.has_value());
  const SymbolTable table = SymbolTable::read(*inner, SymbolKind::kSymtab, file.segments());
  const LinkAddress address = 0x1110;
  EXPECT_EQ(table.names_at(std::span(&address, 1)).front(), "hidden");
}

TEST(MiniDebugInfo, IsNotThere) {
  EXPECT_FALSE(read_mini_debug_info(SmallElf().open()).has_value());
}

TEST(MiniDebugInfo, CutAnywhere) {
  const std::string whole = packed_table();
  for (size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(read_mini_debug_info(file_with(whole.substr(0, length))).has_value()) << length;
  }
}

TEST(MiniDebugInfo, HoldsNoElfFile) {
  EXPECT_FALSE(read_mini_debug_info(file_with(packed({'t', 'e', 'x', 't'}))).has_value());
}

// 64 MiB of zeros behind a sound file take some 10 KiB.
TEST(MiniDebugInfo, BombIsRefused) {
  SmallElf inner;
  add_symbols(inner, {{"hidden", 0x1100, 0x20, STB_LOCAL}});
  std::vector<char> image = inner.image();
  image.resize(size_t{64} << 20);
  EXPECT_FALSE(read_mini_debug_info(file_with(packed(image))).has_value());
}

}  // namespace
}  // namespace jescope
