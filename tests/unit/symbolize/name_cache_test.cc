// SPDX-License-Identifier: Apache-2.0
//
// What is kept comes back as it was, or not at all.
#include "symbolize/cache/name_cache.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "symbolize/cache/cache_folder.h"
#include "symbolize/cache/file_identity.h"
#include "symbolize/elf/elf_file.h"
#include "tests/support/temp_path.h"
#include "tests/unit/symbolize/fixture.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

SymbolChain chain_of(const std::string& name) {
  return {{name + "_inner", "a/" + name + ".h", 12, true},
          {name, "", 0, false, FrameKind::kBounds}};
}

class NameCacheTest : public testing::Test {
 protected:
  NameCacheTest() { fs::remove_all(folder_); }
  ~NameCacheTest() override { fs::remove_all(folder_); }

  NameCache open(const std::string& identity = "files", const std::string& build_id = "b1d") const {
    NameCache cache(folder_, build_id, identity);
    cache.read();
    return cache;
  }

  void keep(std::vector<LinkAddress> addresses, const std::string& prefix = "f") const {
    std::vector<SymbolChain> chains;
    for (const LinkAddress address : addresses) {
      chains.push_back(chain_of(prefix + std::to_string(address)));
    }
    open().add(addresses, chains);
  }

  std::string path() const { return folder_ + "/b1d.names"; }

  const std::string folder_ = temp_path("cache") + "/deep";
};

TEST_F(NameCacheTest, GivesBackWhatWasKept) {
  keep({10, 20, 30});
  const NameCache cache = open();
  ASSERT_NE(cache.find(20), nullptr);
  EXPECT_EQ(*cache.find(20), chain_of("f20"));
  EXPECT_EQ(cache.find(25), nullptr);
  EXPECT_EQ(cache.find(31), nullptr);
}

TEST_F(NameCacheTest, AddsToWhatIsThere) {
  keep({10, 30});
  keep({5, 20, 30, 40}, "g");
  const NameCache cache = open();
  for (const auto& [address, name] : std::vector<std::pair<LinkAddress, std::string>>{
           {5, "g5"}, {10, "f10"}, {20, "g20"}, {30, "g30"}, {40, "g40"}}) {
    ASSERT_NE(cache.find(address), nullptr) << address;
    EXPECT_EQ(*cache.find(address), chain_of(name));
  }
}

TEST_F(NameCacheTest, KeepsNamelessPlaces) {
  open().add(std::vector<LinkAddress>{7}, std::vector<SymbolChain>{{}});
  const NameCache cache = open();
  ASSERT_NE(cache.find(7), nullptr);
  EXPECT_TRUE(cache.find(7)->empty());
}

TEST_F(NameCacheTest, IsOfOneBuildAndOneSetOfFiles) {
  keep({10});
  EXPECT_EQ(open("other files").find(10), nullptr);
  EXPECT_EQ(open("files", "0ther").find(10), nullptr);
  EXPECT_EQ(open("files", "").find(10), nullptr);
  NameCache nowhere("", "b1d", "files");
  nowhere.read();
  nowhere.add(std::vector<LinkAddress>{7}, std::vector<SymbolChain>{{}});
  EXPECT_NE(open().find(10), nullptr);
}

TEST_F(NameCacheTest, IsForTheUserAlone) {
  keep({10});
  struct stat status = {};
  ASSERT_EQ(::stat(folder_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
}

// What stands there instead of a file is replaced, whatever it leads to.
TEST_F(NameCacheTest, ReplacesLinksAndPipes) {
  const std::string target = temp_path("target");
  std::ofstream(target) << "precious";
  ASSERT_TRUE(make_private_folder(folder_));
  fs::create_symlink(target, path());
  keep({10});
  EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(path())));
  EXPECT_EQ(fs::file_size(target), 8u);
  EXPECT_NE(open().find(10), nullptr);
  fs::remove(path());
  ASSERT_EQ(::mkfifo(path().c_str(), 0600), 0);
  EXPECT_EQ(open().find(10), nullptr);
  keep({10});
  EXPECT_NE(open().find(10), nullptr);
  fs::remove(target);
}

TEST_F(NameCacheTest, UsesNoFolderThatOthersMayWrite) {
  ASSERT_TRUE(make_private_folder(folder_));
  fs::permissions(folder_, fs::perms::all);
  keep({10});
  EXPECT_FALSE(fs::exists(path()));
}

// A bit flipped anywhere, and every end cut off.
TEST_F(NameCacheTest, UsesNothingOfADamagedFile) {
  keep({10, 20, 30});
  std::ifstream file(path(), std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(file)), {});
  ASSERT_FALSE(whole.empty());
  const auto is_used = [&](const std::string& bytes) {
    std::ofstream(path(), std::ios::binary) << bytes;
    return open().find(20) != nullptr;
  };
  for (size_t i = 0; i < whole.size(); ++i) {
    std::string bytes = whole;
    bytes[i] = static_cast<char>(bytes[i] ^ (1 << i % 8));
    EXPECT_FALSE(is_used(bytes)) << "byte " << i;
    EXPECT_FALSE(is_used(whole.substr(0, i))) << "first " << i;
  }
  EXPECT_TRUE(is_used(whole));
}

TEST_F(NameCacheTest, DoesWithoutAFolderThatCannotBe) {
  const std::string file = temp_path("file");
  std::ofstream(file) << "x";
  NameCache cache(file + "/below", "b1d", "files");
  cache.read();
  cache.add(std::vector<LinkAddress>{7}, std::vector<SymbolChain>{chain_of("f")});
  EXPECT_FALSE(fs::exists(file + "/below"));
  fs::remove(file);
}

TEST_F(NameCacheTest, TheFolderStaysSmall) {
  ASSERT_TRUE(make_private_folder(folder_));
  const auto age = [&](const std::string& name, int hours) {
    std::ofstream(folder_ + "/" + name) << std::string(1000, 'x');
    fs::last_write_time(folder_ + "/" + name,
                        fs::file_time_type::clock::now() - std::chrono::hours(hours));
  };
  age("old.names", 3);
  age("middle.names", 2);
  age("new.names", 1);
  age("unknown", 9);
  trim_folder(folder_, 2500);
  EXPECT_FALSE(fs::exists(folder_ + "/old.names"));
  EXPECT_TRUE(fs::exists(folder_ + "/middle.names"));
  EXPECT_TRUE(fs::exists(folder_ + "/new.names"));
  EXPECT_TRUE(fs::exists(folder_ + "/unknown"));
}

// A module whose names were kept is named from there, but for new places and
// only while its file is the same.
TEST_F(NameCacheTest, SparesReadingDebugInformation) {
  const std::string path = fixture_path("gcc-O2-dwarf5-pie");
  if (!fs::exists(path)) GTEST_SKIP() << "not built here: " << path;
  SymbolSearch search;
  search.cache_dir = folder_;
  const Result<ElfFile> file = ElfFile::open(path, {});
  ASSERT_TRUE(file.ok());
  std::vector<uint64_t> offsets;
  for (const LoadSegment& segment : file->segments()) {
    if (segment.executable) offsets = {segment.file_offset + 40, segment.file_offset + 400};
  }
  const ModuleSymbols without = look_up(module_at(path), offsets);
  EXPECT_EQ(look_up(module_at(path), offsets, search).chains, without.chains);
  const ModuleSymbols again = look_up(module_at(path), offsets, search);
  EXPECT_EQ(again.chains, without.chains);
  EXPECT_EQ(again.source, without.source);
  EXPECT_EQ(again.reason, without.reason);

  NameCache cache(folder_, file->build_id(), file_identity(*file) + " | ");
  cache.read();
  const LinkAddress first = *link_address(file->segments(), offsets[0]);
  ASSERT_NE(cache.find(first), nullptr);
  SymbolChain other_name = chain_of("kept");
  other_name.back().kind = FrameKind::kNative;
  cache.add(std::vector<LinkAddress>{first}, std::vector<SymbolChain>{other_name});
  const ModuleSymbols kept = look_up(module_at(path), offsets, search);
  EXPECT_EQ(kept.chains[0], other_name);
  EXPECT_EQ(kept.chains[1], without.chains[1]);

  const std::string other = temp_path("copy");
  const std::string copy = other + "/gcc-O2-dwarf5-pie";
  fs::create_directories(other);
  fs::copy_file(path, copy, fs::copy_options::overwrite_existing);
  fs::last_write_time(copy, fs::file_time_type::clock::now() - std::chrono::hours(1));
  EXPECT_EQ(look_up(module_at(copy), offsets, search).chains, without.chains);
  fs::remove_all(other);
}

}  // namespace
}  // namespace jescope
