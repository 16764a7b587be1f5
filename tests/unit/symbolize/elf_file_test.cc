// SPDX-License-Identifier: Apache-2.0
//
// What is an ELF file and what is not.
#include "symbolize/elf/elf_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/temp_path.h"
#include "tests/unit/symbolize/elf_image.h"

namespace jescope {
namespace {

// A file of the test's own.
class ElfFileOnDisk : public testing::Test {
 protected:
  ~ElfFileOnDisk() override { std::filesystem::remove(path_); }

  Result<ElfFile> open(const std::string& bytes) {
    std::ofstream(path_, std::ios::binary) << bytes;
    return ElfFile::open(path_, {});
  }

  std::string path_ = temp_path("file");
};

TEST_F(ElfFileOnDisk, GivesItsBytesAndSections) {
  const std::string image = elf_image({}, {{".hello", "world"}});
  Result<ElfFile> opened = open(image);
  ASSERT_TRUE(opened.ok());
  const ElfFile file = *std::move(opened);  // what it refers to moves with it
  EXPECT_EQ(std::string(file.bytes().begin(), file.bytes().end()), image);
  ASSERT_NE(file.section(".hello"), nullptr);
  EXPECT_EQ(file.section_name(file.section(".hello")), ".hello");
  EXPECT_EQ(file.section(".bye"), nullptr);
}

TEST_F(ElfFileOnDisk, RefusesWhatIsNot) {
  for (const std::string& bytes : {std::string(), std::string("x"),
                                   std::string("\x7f"
                                               "EL"),
                                   std::string("!<arch>\n"), std::string(5000, 'x')}) {
    const Result<ElfFile> file = open(bytes);
    ASSERT_FALSE(file.ok()) << bytes.substr(0, 10);
    EXPECT_EQ(file.error().message, "not an ELF file");
  }
}

std::string build_id_of(size_t length_bytes) {
  const std::string id(length_bytes, '\xab');
  const ByteWriter note =
      ByteWriter().u32(4).u32(id.size()).u32(NT_GNU_BUILD_ID).text("GNU").raw(id);
  const Result<ElfFile> file =
      elf_in_memory({}, {{".note.gnu.build-id", note.bytes(), SHF_ALLOC, SHT_NOTE}});
  return file->build_id();
}

TEST(BuildId, IsNoneWhenNoLinkerWritesOneAsLong) {
  EXPECT_EQ(build_id_of(4), "abababab");
  EXPECT_EQ(build_id_of(64).size(), 128u);
  EXPECT_EQ(build_id_of(68), "");
  EXPECT_EQ(build_id_of(100'000), "");
}

TEST_F(ElfFileOnDisk, TakesEveryPrefixWithoutHarm) {
  const std::string image = elf_image({false, true}, {{".hello", "world"}});
  for (size_t length = 0; length < image.size(); ++length) {
    const Result<ElfFile> file = ElfFile::from_memory(
        "cut", {image.begin(), image.begin() + static_cast<ptrdiff_t>(length)});
    EXPECT_TRUE(!file.ok() || file->build_id().empty()) << length;
  }
}

}  // namespace
}  // namespace jescope
