// SPDX-License-Identifier: Apache-2.0
//
// Files that lead to other files: to ones that never end or never answer.
#include <dwarf.h>
#include <sys/stat.h>

#include "tests/unit/symbolize/fixture.h"
#include "tests/unit/symbolize/hostile_elf.h"

namespace jescope {
namespace {

class HostileLinks : public HostileFiles {
 protected:
  ModuleSymbols symbols_of(const std::vector<HostileSection>& sections) {
    write_elf(path("hostile.so"), sections);
    return look_up(module_at(path("hostile.so")), {kHostileOffset}, {{}, {}, {}});
  }

  std::string fifo(const std::string& name) {
    mkfifo(path(name).c_str(), 0600);
    return path(name);
  }
};

// A function whose name is in the shared file, and `links` to that.
std::vector<HostileSection> with_shared_name(const std::vector<std::string>& links) {
  const std::string function = "\x02\x2e" + raw("\0\x11\x01\x12\x07\x03\xa1\x3e\0\0\0");
  std::vector<HostileSection> sections = {
      {".debug_abbrev", unit_abbreviation(true, {}) + function},
      {".debug_info", unit4("\x01" + whole_code() + "\x02" + whole_code() + raw("\1\0\0\0\0"))}};
  for (const std::string& link : links) sections.push_back({".gnu_debugaltlink", link});
  return sections;
}

TEST_F(HostileLinks, FollowsNoSecondLinkToASharedFile) {
  const std::string link = fifo("shared") + '\0' + std::string(20, '\xab');
  symbols_of(with_shared_name({raw("/nonexistent\0") + std::string(20, '\xab'), link}));
  symbols_of(with_shared_name({"unended", link}));
  SUCCEED() << "did not wait for the FIFO";
}

// libdw looks beside the library before it looks where the unit was built.
TEST_F(HostileLinks, LooksAtEverySplitFileBeforeLibdwDoes) {
  fifo("x.dwo");
  std::filesystem::create_directory(path("built"));
  std::ofstream(path("built/x.dwo")) << "not ELF";
  const std::string attributes = raw("\xb0\x42\x08\x1b\x08\xb1\x42\x07");
  const ModuleSymbols symbols =
      symbols_of({{".debug_abbrev", unit_abbreviation(false, attributes) + '\0'},
                  {".debug_info", unit4("\x01" + whole_code() + raw("x.dwo\0") + path("built") +
                                        '\0' + as_bytes<uint64_t>(1))}});
  EXPECT_TRUE(symbols.chains.front().empty());
}

// A unit of DWARF 4 with the id 0x0404040404040404 and a function, or a skeleton
// that names x.dwo.
const std::string kSplitId(8, '\4');

// `units` units of other ids before that of the program, each with its shape
// behind `shapes` others.
void write_split_file(const std::string& path, size_t units, size_t shapes) {
  const std::string others = repeated(raw("\5\x34\0\0\0"), shapes);
  const std::string root = raw("\1\x11\1\xb1\x42\x07\0\0");
  const std::string function = raw("\2\x2e\0\x11\1\x12\x07\3\x08\0\0\0");
  write_elf(path,
            {{".debug_abbrev.dwo", others + root + function},
             {".debug_info.dwo", repeated(unit4("\1" + std::string(8, '\3')), units) +
                                     unit4("\1" + kSplitId + "\2" + whole_code() + raw("f\0\0"))}});
}

TEST_F(HostileLinks, LooksForASplitUnitInBoundedTime) {
  const std::string attributes = raw("\xb0\x42\x08\xb1\x42\x07");
  const std::vector<HostileSection> skeletons = {
      {".debug_abbrev", unit_abbreviation(false, attributes) + '\0'},
      {".debug_info", unit4("\1" + whole_code() + raw("x.dwo\0") + kSplitId)}};
  write_split_file(path("x.dwo"), 1000, 10);
  EXPECT_EQ(to_text(symbols_of(skeletons).chains.front()), "f");
  write_split_file(path("x.dwo"), 100'000, 100'000);
  EXPECT_EQ(to_text(symbols_of(skeletons).chains.front()), "");
}

// libelf looks through the table of names for each of 65,000 sections.
TEST_F(HostileLinks, LooksForALinkAmongManySectionsOnce) {
  write_elf_of_many_sections(path("hostile.so"), {});
  const ModuleSymbols symbols = look_up(module_at(path("hostile.so")), {kHostileOffset}, {});
  EXPECT_EQ(symbols.source, "none");
}

TEST_F(HostileLinks, RefusesFilesThatAreMostlyAHole) {
  write_elf(path("large.so"), {});
  for (const uint64_t bytes : {uint64_t{4} << 30, uint64_t{1} << 40}) {
    std::error_code unsupported;
    std::filesystem::resize_file(path("large.so"), bytes, unsupported);
    if (unsupported) GTEST_SKIP() << "no file of this size here";
    const Result<ElfFile> file = ElfFile::open(path("large.so"), {});
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().message, "too large, or mostly a hole");
  }
}

TEST_F(HostileLinks, RefusesAHoleOfWhichNothingIsStored) {
  std::ofstream(path("hole.so")).flush();
  std::filesystem::resize_file(path("hole.so"), uint64_t{64} << 20);
  const Result<ElfFile> file = ElfFile::open(path("hole.so"), {});
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().message, "too large, or mostly a hole");
}

}  // namespace
}  // namespace jescope
