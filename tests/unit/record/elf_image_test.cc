// SPDX-License-Identifier: Apache-2.0
//
// A module made by hand, as it lies in memory and as a file, whole and damaged.
#include "record/attach/elf_image.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <string>
#include <utility>

namespace jescope {
namespace {

// Bytes that lie at `base`; nothing is anywhere else.
class BytesAt : public ByteReader {
 public:
  BytesAt(uint64_t base, std::string bytes) : base_(base), bytes_(std::move(bytes)) {}

  bool read(uint64_t place, void* target, size_t length) const override {
    if (place < base_ || place - base_ > bytes_.size()) return false;
    if (length > bytes_.size() - (place - base_)) return false;
    std::memcpy(target, bytes_.data() + (place - base_), length);
    return true;
  }

 private:
  uint64_t base_;
  std::string bytes_;
};

constexpr uint64_t kBase = 0x7f0000000000;
constexpr uint64_t kDynamicAt = 0x200;
constexpr uint64_t kSymbolsAt = 0x300;
constexpr uint64_t kStringsAt = 0x400;
constexpr uint64_t kHashAt = 0x480;
constexpr uint64_t kSectionsAt = 0x500;
constexpr size_t kSize = 0x800;

template <typename Value>
void put(std::string& bytes, uint64_t place, const Value& value) {
  std::memcpy(bytes.data() + place, &value, sizeof value);
}

Elf64_Sym function(uint32_t name, uint64_t value, uint64_t size) {
  Elf64_Sym symbol = {};
  symbol.st_name = name;
  symbol.st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC);
  symbol.st_shndx = value == 0 ? SHN_UNDEF : 1;
  symbol.st_value = value;
  symbol.st_size = size;
  return symbol;
}

Elf64_Ehdr header_of_module() {
  Elf64_Ehdr header = {};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_machine = EM_X86_64;
  header.e_phoff = sizeof header;
  header.e_phentsize = sizeof(Elf64_Phdr);
  header.e_phnum = 2;
  header.e_shoff = kSectionsAt;
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = 3;
  return header;
}

// `dynamic_base` is what the loader has added to the dynamic section's addresses.
std::string module(uint64_t dynamic_base) {
  std::string bytes(kSize, '\0');
  put(bytes, 0, header_of_module());
  Elf64_Phdr load = {};
  load.p_type = PT_LOAD;
  load.p_memsz = load.p_filesz = kSize;
  put(bytes, sizeof(Elf64_Ehdr), load);
  Elf64_Phdr dynamic = {};
  dynamic.p_type = PT_DYNAMIC;
  dynamic.p_vaddr = dynamic.p_offset = kDynamicAt;
  dynamic.p_memsz = 6 * sizeof(Elf64_Dyn);
  put(bytes, sizeof(Elf64_Ehdr) + sizeof load, dynamic);
  const std::string names("\0mallctl\0malloc\0je_inner\0", 25);
  const Elf64_Dyn entries[] = {{DT_SYMTAB, {dynamic_base + kSymbolsAt}},
                               {DT_STRTAB, {dynamic_base + kStringsAt}},
                               {DT_STRSZ, {names.size()}},
                               {DT_HASH, {dynamic_base + kHashAt}},
                               {DT_NULL, {0}}};
  put(bytes, kDynamicAt, entries);
  const Elf64_Sym symbols[] = {function(0, 0, 0), function(1, 0x100, 0x20), function(9, 0, 0),
                               function(16, 0x140, 0x10)};
  put(bytes, kSymbolsAt, symbols);
  bytes.replace(kStringsAt, names.size(), names);
  const uint32_t hash[] = {1, 4};
  put(bytes, kHashAt, hash);
  Elf64_Shdr sections[3] = {};
  sections[1].sh_type = SHT_SYMTAB;
  sections[1].sh_offset = kSymbolsAt;
  sections[1].sh_size = sizeof symbols;
  sections[1].sh_link = 2;
  sections[2].sh_type = SHT_STRTAB;
  sections[2].sh_offset = kStringsAt;
  sections[2].sh_size = names.size();
  put(bytes, kSectionsAt, sections);
  return bytes;
}

SymbolChoice all_names() {
  return {"", [](std::string_view name) { return !name.empty(); }};
}

std::string to_text(const std::vector<FunctionSymbol>& functions) {
  std::string text;
  for (const FunctionSymbol& function : functions) {
    text += function.name + "@" + std::to_string(function.code.start - kBase) + "+" +
            std::to_string(function.code.end - function.code.start) + " ";
  }
  return text;
}

TEST(ElfImage, GivesDynamicFunctionsWhetherTheLoaderMovedTheSectionOrNot) {
  for (const uint64_t dynamic_base : {uint64_t{0}, kBase}) {
    const BytesAt memory(kBase, module(dynamic_base));
    const std::optional<ElfImage> image = read_elf_image(memory, kBase);
    ASSERT_TRUE(image);
    EXPECT_EQ(image->bias, kBase);
    EXPECT_EQ(image->extent(), (LoadedRange{kBase, kBase + kSize}));
    EXPECT_EQ(to_text(find_dynamic_functions(memory, *image, all_names())),
              "mallctl@256+32 je_inner@320+16 ");
  }
}

TEST(ElfImage, GivesFunctionsOfTheFile) {
  const BytesAt memory(kBase, module(0));
  const BytesAt file(0, module(0));
  const std::optional<ElfImage> image = read_elf_image(memory, kBase);
  ASSERT_TRUE(image);
  EXPECT_EQ(to_text(find_file_functions(file, *image, all_names())),
            "mallctl@256+32 je_inner@320+16 ");
}

TEST(ElfImage, PassesOverATableWithoutTheName) {
  const BytesAt memory(kBase, module(0));
  const std::optional<ElfImage> image = read_elf_image(memory, kBase);
  ASSERT_TRUE(image);
  const SymbolChoice choice = {"rallocx", all_names().is_wanted};
  EXPECT_TRUE(find_dynamic_functions(memory, *image, choice).empty());
}

TEST(ElfImage, RefusesOtherKindsOfFiles) {
  for (const auto& [place, value] :
       {std::pair<size_t, char>{0, 'x'}, {EI_CLASS, ELFCLASS32}, {EI_DATA, ELFDATA2MSB}}) {
    std::string bytes = module(0);
    bytes[place] = value;
    EXPECT_FALSE(read_elf_image(BytesAt(kBase, bytes), kBase));
  }
  EXPECT_FALSE(read_elf_image(BytesAt(kBase, "short"), kBase));
}

// Any four bytes may be anything: nothing crashes, and nothing is read for long.
TEST(ElfImage, StandsDamage) {
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = module(0);
    for (int change = 0; change < 3; ++change) {
      const uint32_t value = random() % 3 == 0 ? UINT32_MAX : static_cast<uint32_t>(random());
      put(bytes, random() % (kSize / 4) * 4, value);
    }
    const BytesAt memory(kBase, bytes);
    const std::optional<ElfImage> image = read_elf_image(memory, kBase);
    if (!image) continue;
    EXPECT_LE(find_dynamic_functions(memory, *image, all_names()).size(), 1000U);
    EXPECT_LE(find_file_functions(BytesAt(0, bytes), *image, all_names()).size(), 1000U);
  }
}

}  // namespace
}  // namespace jescope
