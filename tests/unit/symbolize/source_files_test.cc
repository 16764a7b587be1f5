// SPDX-License-Identifier: Apache-2.0
//
// Which files a name in the debug information makes us read, and which not.
#include "jescope/symbolize/source_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

#include "symbolize/source/name_ends.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

// Makes, below a new folder,
//   secret.c, shadow         outside of the root
//   root/src/a.cc            "one\ntwo\n"
//   root/src/deep/a.cc       "deep\n"
//   root/include/c++/12/vector
//   root/plain               a file without a source file's name
//   root/escape.c -> ../secret.c     root/absolute.c -> <top>/secret.c
//   root/link.c -> plain     root/inside.c -> src/a.cc
//   root/fifo.c, root/folder.c, root/binary.c, root/huge.c
class SourceTree : public testing::Test {
 protected:
  SourceTree() : top_(temp_path("sources")) {
    fs::remove_all(top_);
    for (const char* folder : {"root/src/deep", "root/include/c++/12", "root/folder.c"}) {
      fs::create_directories(top_ / folder);
    }
    write("secret.c", "secret\n");
    write("shadow", "secret\n");
    write("root/src/a.cc", "one\ntwo\n");
    write("root/src/deep/a.cc", "deep\n");
    write("root/include/c++/12/vector", "vector\n");
    write("root/plain", "plain\n");
    write("root/binary.c", std::string("a\0b\n", 4));
    write("root/huge.c", "");
    fs::resize_file(top_ / "root/huge.c", (uint64_t{32} << 20) + 1);
    fs::create_symlink("../secret.c", top_ / "root/escape.c");
    fs::create_symlink(fs::absolute(top_ / "secret.c"), top_ / "root/absolute.c");
    fs::create_symlink("plain", top_ / "root/link.c");
    fs::create_symlink("src/a.cc", top_ / "root/inside.c");
    mkfifo((top_ / "root/fifo.c").c_str(), 0600);
  }
  ~SourceTree() override { fs::remove_all(top_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(top_ / name, std::ios::binary) << text;
  }

  std::string root() const { return top_ / "root"; }

  // Returns the first lines, or the reason why there are none.
  static std::string read(const SourceSearch& search, const std::string& file) {
    std::vector<uint32_t> numbers(100);
    std::iota(numbers.begin(), numbers.end(), 1U);
    const Result<SourceText> text = SourceFiles(search).read(file, numbers);
    if (!text.ok()) return text.error().message;
    std::string lines;
    for (const NumberedLine& line : text->lines) lines += line.text + "\n";
    return lines;
  }

  const fs::path top_;
};

struct PlaceCase {
  const char* name;
  std::string file;
  const char* text;
};

constexpr const char* kMisnamed = "refused: it is not named as source files are";

class BelowRoot : public SourceTree, public testing::WithParamInterface<PlaceCase> {};

TEST_P(BelowRoot, Reads) {
  EXPECT_EQ(read({{root()}}, GetParam().file), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Names, BelowRoot,
    testing::Values(PlaceCase{"built_elsewhere", "/build/x/src/a.cc", "one\ntwo\n"},
                    PlaceCase{"longest_end_wins", "/build/src/deep/a.cc", "deep\n"},
                    PlaceCase{"relative", "../src/a.cc", "one\ntwo\n"},
                    PlaceCase{"through_a_parent", "/build/obj/../src/./a.cc", "one\ntwo\n"},
                    PlaceCase{"library_header", "/usr/include/c++/12/vector", "vector\n"},
                    PlaceCase{"link_inside", "/x/inside.c", "one\ntwo\n"},
                    PlaceCase{"missing", "/build/src/b.cc", "not found here"},
                    PlaceCase{"empty", "", kMisnamed},
                    PlaceCase{"nothing_but_slashes", "///", kMisnamed},
                    PlaceCase{"climbs_out", "/build/../../../secret.c", "not found here"},
                    PlaceCase{"climbs_out_relative", "../secret.c", "not found here"},
                    PlaceCase{"link_out", "/x/escape.c", "not found here"},
                    PlaceCase{"absolute_link_out", "/x/absolute.c", "not found here"},
                    PlaceCase{"not_named_as_source", "/x/plain", kMisnamed},
                    PlaceCase{"link_to_what_is_not", "/x/link.c", kMisnamed},
                    PlaceCase{"zero_byte_in_the_name", std::string("/x/plain\0.c", 11), kMisnamed},
                    PlaceCase{"fifo", "/x/fifo.c", "not a regular file"},
                    PlaceCase{"folder", "/x/folder.c", "not a regular file"},
                    PlaceCase{"binary", "/x/binary.c", "refused: it is not text"},
                    PlaceCase{"very_deep",
                              std::string(100'000, '/') + std::string(9'000, 'x') + "/src/a.cc",
                              "one\ntwo\n"}),
    [](const auto& row) { return row.param.name; });

TEST_F(SourceTree, RefusesLargeFiles) {
  const std::string reason = read({{root()}}, "/x/huge.c");
  EXPECT_TRUE(reason == "refused: it has more than 32 MiB" ||
              reason == "too large, or mostly a hole")
      << reason;
}

TEST_F(SourceTree, LooksInEveryRoot) {
  fs::create_directories(top_ / "second/src");
  write("second/src/b.cc", "second\n");
  const SourceSearch search{{root(), top_ / "second"}};
  EXPECT_EQ(read(search, "/build/src/b.cc"), "second\n");
  EXPECT_EQ(read(search, "/build/src/a.cc"), "one\ntwo\n");
}

TEST_F(SourceTree, ReadsNothingUnasked) {
  EXPECT_EQ(read({}, root() + "/src/a.cc"), "not looked for");
}

TEST_F(SourceTree, ReadsWhereItWasBuiltWhenAsked) {
  SourceSearch search;
  search.where_built = true;
  EXPECT_EQ(read(search, fs::absolute(root() + "/src/a.cc")), "one\ntwo\n");
  EXPECT_EQ(read(search, fs::absolute(top_ / "shadow")), kMisnamed);
  EXPECT_EQ(read(search, fs::absolute(root() + "/link.c")), kMisnamed);
  EXPECT_EQ(read(search, "root/src/a.cc"), "not found here");
  EXPECT_EQ(read(search, "/etc/shadow"), kMisnamed);
  EXPECT_EQ(read(search, "/proc/self/environ"), kMisnamed);
}

TEST_F(SourceTree, WhereItWasBuiltIsInTheSysroot) {
  SourceSearch search;
  search.where_built = true;
  search.sysroot = root();
  EXPECT_EQ(read(search, "/src/a.cc"), "one\ntwo\n");
  EXPECT_EQ(read(search, "/escape.c"), "not found here");
}

TEST_F(SourceTree, HonoursThePathMapBelowTheRoot) {
  SourceSearch search{{root()}};
  search.path_map = {{"/build/renamed", "/src"}};
  EXPECT_EQ(read(search, "/build/renamed/a.cc"), "one\ntwo\n");
}

TEST_F(SourceTree, PicksLinesAndCountsAll) {
  write("root/src/lines.c", "\xEF\xBB\xBFone\r\ntwo\n\nfour");
  SourceFiles files({{root()}});
  const std::vector<uint32_t> numbers = {1, 3, 4, 9};
  const Result<SourceText> text = files.read("/src/lines.c", numbers);
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(text->line_count, 4u);
  EXPECT_EQ(text->lines, (std::vector<NumberedLine>{{1, "one"}, {3, ""}, {4, "four"}}));
  EXPECT_EQ(text->place, root() + "/src/lines.c");
}

TEST_F(SourceTree, FindsLinesFarDown) {
  std::string content;
  for (int i = 1; i <= 1000; ++i) content += "line " + std::to_string(i) + "\n";
  write("root/far.c", content);
  SourceFiles files({{root()}});
  const std::vector<uint32_t> numbers = {1, 64, 65, 128, 129, 1000, 1001};
  const Result<SourceText> text = files.read("/far.c", numbers);
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(text->line_count, 1000u);
  ASSERT_EQ(text->lines.size(), 6u);
  for (const NumberedLine& line : text->lines) {
    EXPECT_EQ(line.text, "line " + std::to_string(line.number));
  }
}

TEST_F(SourceTree, EmptyFilesHaveNoLines) {
  write("root/none.c", "");
  EXPECT_EQ(read({{root()}}, "/none.c"), "");
}

TEST_F(SourceTree, LinesMayEndWithCrAlone) {
  write("root/old.c", "one\rtwo\r");
  EXPECT_EQ(read({{root()}}, "/old.c"), "one\ntwo\n");
}

TEST_F(SourceTree, CutsLongLinesBetweenCharacters) {
  write("root/long.c", std::string(4095, 'x') + "\u20ac" + std::string(1 << 20, 'y') + "\nb\n");
  EXPECT_EQ(read({{root()}}, "/long.c"), std::string(4095, 'x') + "…\nb\n");
}

TEST_F(SourceTree, ReadsABoundedAmountAltogether) {
  SourceFiles files({{root()}});
  const std::string half(uint64_t{31} << 20, 'x');
  std::string last;
  for (int i = 0; i < 9; ++i) {
    const std::string name = "f" + std::to_string(i) + ".c";
    write("root/" + name, half);
    const Result<SourceText> text = files.read("/" + name, {});
    last = text.ok() ? "read" : text.error().message;
    fs::remove(top_ / "root" / name);
  }
  EXPECT_EQ(last, "left out: 256 MiB of source have been read");
}

TEST(SourceName, EndingsAndLibraryHeaders) {
  for (const char* name : {"a.c", "/x/a.CC", "b.rs", "vec.H", "/usr/include/c++/12/bits/x.h",
                           "/usr/include/c++/12/vector", "/opt/include/c++/v1/__tree"}) {
    EXPECT_TRUE(is_source_name(name)) << name;
  }
  for (const char* name : {"", "a", ".c", "/etc/shadow", "id_rsa", "/home/x/.ssh/id_rsa", "a.pem",
                           "a.key", "a.env", "a.json", "a.conf", "a.c/", "/usr/include/passwd",
                           "/include/c++/.netrc", "/include/c++/ID RSA", "/home/x/c++/token"}) {
    EXPECT_FALSE(is_source_name(name)) << name;
  }
}

TEST(NameEnds, LongestFirst) {
  EXPECT_EQ(name_ends("/build/../x/./a.cc"), (std::vector<std::string>{"x/a.cc", "a.cc"}));
  EXPECT_EQ(name_ends("../../a.cc"), (std::vector<std::string>{"a.cc"}));
  EXPECT_TRUE(name_ends("").empty());
  EXPECT_TRUE(name_ends("/..").empty());
}

}  // namespace
}  // namespace jescope
