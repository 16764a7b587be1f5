// SPDX-License-Identifier: Apache-2.0
//
// Sections of small files made here, plain and in each way of compressing them,
// and files that lie about what they hold.
#include "symbolize/dwarf/debug_sections.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <string>

#include "tests/unit/symbolize/elf_image.h"

namespace jescope {
namespace {

constexpr uint32_t kZlib = 1;
constexpr uint32_t kZstd = 2;
constexpr uint64_t kCompressed = SHF_COMPRESSED;

std::string zlib_stream(const std::string& text) {
  uLongf length = compressBound(static_cast<uLong>(text.size()));
  std::string stream(length, '\0');
  compress2(reinterpret_cast<Bytef*>(stream.data()), &length,
            reinterpret_cast<const Bytef*>(text.data()), static_cast<uLong>(text.size()), 6);
  stream.resize(length);
  return stream;
}

std::string zstd_stream(const std::string& text) {
  std::string stream(ZSTD_compressBound(text.size()), '\0');
  stream.resize(ZSTD_compress(stream.data(), stream.size(), text.data(), text.size(), 3));
  return stream;
}

std::string chdr(const ElfShape& shape, uint32_t type, uint64_t inflated_bytes) {
  ByteWriter writer(shape);
  writer.u32(type);
  if (shape.is_64) writer.u32(0);
  return writer.word(inflated_bytes).word(1).bytes();
}

std::string old_header(uint64_t inflated_bytes) {
  return "ZLIB" + ByteWriter({true, true}).u64(inflated_bytes).bytes();
}

std::string long_text() {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += std::to_string(i * 7919 % 1000);
  return text;
}

std::string text_of(Bytes bytes) {
  return {bytes.begin(), bytes.end()};
}

// What one section of a file becomes.
struct Outcome {
  std::string text;
  bool is_damaged = false;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

void PrintTo(const Outcome& outcome, std::ostream* out) {
  *out << outcome.text.substr(0, 40) << (outcome.is_damaged ? " (damaged)" : "");
}

Outcome read_line(const ElfShape& shape, std::vector<ImageSection> sections,
                  DebugFlavour flavour = DebugFlavour::kWhole) {
  const Result<ElfFile> file = elf_in_memory(shape, std::move(sections));
  if (!file.ok()) return {"not an ELF file", true};
  const DebugSections read = DebugSections::read(*file, flavour, 2);
  return {text_of(read[DebugSection::kLine]), read.is_damaged()};
}

class EveryShape : public testing::TestWithParam<ElfShape> {};

TEST_P(EveryShape, ReadsEveryCoding) {
  const std::string text = long_text();
  const auto read = [&](const std::string& name, const std::string& bytes, uint64_t flags) {
    return read_line(GetParam(), {{name, bytes, flags}});
  };
  const Outcome whole{text, false};
  EXPECT_EQ(read(".debug_line", text, 0), whole);
  EXPECT_EQ(
      read(".debug_line", chdr(GetParam(), kZlib, text.size()) + zlib_stream(text), kCompressed),
      whole);
  EXPECT_EQ(
      read(".debug_line", chdr(GetParam(), kZstd, text.size()) + zstd_stream(text), kCompressed),
      whole);
  EXPECT_EQ(read(".zdebug_line", old_header(text.size()) + zlib_stream(text), 0), whole);
}

INSTANTIATE_TEST_SUITE_P(Shapes, EveryShape,
                         testing::Values(ElfShape{true, false}, ElfShape{true, true},
                                         ElfShape{false, false}, ElfShape{false, true}),
                         [](const auto& row) {
                           return std::string(row.param.is_64 ? "Elf64" : "Elf32") +
                                  (row.param.is_big_endian ? "Big" : "Little");
                         });

TEST(DebugSections, JoinsStreamsThatALinkerPutBehindEachOther) {
  const std::string text = long_text();
  EXPECT_EQ(read_line({}, {{".zdebug_line",
                            old_header(2 * text.size()) + zlib_stream(text) + zlib_stream(text)}}),
            (Outcome{text + text, false}));
}

TEST(DebugSections, TellsTheTwoHalvesOfSplitDwarfApart) {
  const std::vector<ImageSection> both = {{".debug_line", "whole"}, {".debug_line.dwo", "split"}};
  EXPECT_EQ(read_line({}, both).text, "whole");
  EXPECT_EQ(read_line({}, both, DebugFlavour::kSplit).text, "split");
}

TEST(DebugSections, JoinsTheTypeUnitsOfASplitFile) {
  const Result<ElfFile> file =
      elf_in_memory({}, {{".debug_info.dwo", "one "}, {".debug_info.dwo", "two"}});
  const DebugSections read = DebugSections::read(*file, DebugFlavour::kSplit, 1);
  EXPECT_EQ(text_of(read[DebugSection::kInfo]), "one two");
  EXPECT_TRUE(read.has_entries());
}

struct Lie {
  const char* name;
  std::vector<ImageSection> sections;
  Outcome expected;
};

class Lies : public testing::TestWithParam<Lie> {};

TEST_P(Lies, CostTheSectionOnly) {
  std::vector<ImageSection> sections = GetParam().sections;
  sections.push_back({".debug_info", "other"});
  EXPECT_EQ(read_line({}, sections), GetParam().expected);
  const Result<ElfFile> file = elf_in_memory({}, sections);
  const DebugSections read = DebugSections::read(*file, DebugFlavour::kWhole, 3);
  EXPECT_EQ(text_of(read[DebugSection::kInfo]), "other");
}

std::vector<Lie> lies() {
  const ElfShape shape;
  const std::string text = long_text();
  const std::string stream = zlib_stream(text);
  const Outcome lost{"", true};
  const auto line = [](std::string bytes, uint64_t flags = kCompressed,
                       uint32_t type = SHT_PROGBITS, uint64_t claimed = 0) {
    return std::vector<ImageSection>{{".debug_line", std::move(bytes), flags, type, claimed}};
  };
  return {
      {"NoBits", line("", 0, SHT_NOBITS, 1 << 20), {"", false}},
      {"Empty", line("", 0), {"", false}},
      {"BeyondTheFile", line("x", 0, SHT_PROGBITS, uint64_t{1} << 60), lost},
      {"ChdrCutShort", line("\1\0\0"), lost},
      {"UnknownCoding", line(chdr(shape, 99, text.size()) + stream), lost},
      {"NoStream", line(chdr(shape, kZlib, text.size())), lost},
      {"StreamCutShort", line(chdr(shape, kZlib, text.size()) + stream.substr(0, 200)), lost},
      {"StreamOfNoise", line(chdr(shape, kZlib, 100) + std::string(200, 'x')), lost},
      {"LongerThanItSays", line(chdr(shape, kZlib, text.size() + 1) + stream), lost},
      {"Bomb", line(chdr(shape, kZlib, uint64_t{1} << 30) + zlib_stream(std::string(4000000, 'x'))),
       lost},
      {"MoreThanThereIs", line(chdr(shape, kZlib, ~uint64_t{0}) + stream), lost},
      {"ZstdOfNoise", line(chdr(shape, kZstd, 100) + std::string(200, 'x')), lost},
      {"OldWithoutMagic", {{".zdebug_line", "ZLIP" + std::string(20, 'x')}}, lost},
  };
}

INSTANTIATE_TEST_SUITE_P(Each, Lies, testing::ValuesIn(lies()),
                         [](const auto& row) { return std::string(row.param.name); });

// Returns true when the section is left out, and no more.
bool is_left_out_when_memory_is_short() {
  const std::string text(size_t{15} << 20, 'x');
  const Result<ElfFile> file = elf_in_memory(
      {}, {{".debug_line", chdr({}, kZlib, text.size()) + zlib_stream(text), kCompressed},
           {".debug_info", "other"}});
  const rlimit little{1 << 20, 1 << 20};
  if (setrlimit(RLIMIT_DATA, &little) != 0) return false;
  const DebugSections read = DebugSections::read(*file, DebugFlavour::kWhole, 2);
  return read.is_damaged() && read[DebugSection::kLine].empty() && read.has_entries();
}

TEST(DebugSections, AreLeftOutWhenMemoryIsShort) {
  EXPECT_EXIT(_exit(is_left_out_when_memory_is_short() ? 0 : 1), testing::ExitedWithCode(0), "");
}

TEST(DebugSections, SurvivesEveryPrefixAndEveryFlippedByte) {
  const ElfShape shape{false, true};
  const std::string text = long_text().substr(0, 500);
  const std::string image = elf_image(
      shape, {{".debug_line", chdr(shape, kZlib, text.size()) + zlib_stream(text), kCompressed},
              {".zdebug_str", old_header(text.size()) + zlib_stream(text)},
              {".debug_info", chdr(shape, kZstd, text.size()) + zstd_stream(text), kCompressed}});
  const auto length_of = [](const std::string& bytes) -> size_t {
    const Result<ElfFile> file = ElfFile::from_memory("image", {bytes.begin(), bytes.end()});
    if (!file.ok()) return 0;
    const DebugSections read = DebugSections::read(*file, DebugFlavour::kWhole, 1);
    size_t length = 0;
    for (size_t i = 0; i < kDebugSections; ++i) length += read[static_cast<DebugSection>(i)].size();
    return length;
  };
  ASSERT_EQ(length_of(image), 3 * text.size());
  constexpr size_t kMost = size_t{17} << 20;
  for (size_t i = 0; i < image.size(); ++i) {
    EXPECT_LE(length_of(image.substr(0, i)), kMost);
    std::string flipped = image;
    flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
    EXPECT_LE(length_of(flipped), 3 * kMost);
  }
}

}  // namespace
}  // namespace jescope
