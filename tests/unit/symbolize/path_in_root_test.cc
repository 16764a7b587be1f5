// SPDX-License-Identifier: Apache-2.0
//
// Paths inside a root, by the kernel and by our own walk: both find the same
// files and neither leaves the root.
#include "symbolize/files/path_in_root.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

#include "symbolize/files/open_file.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

// Makes, below a new folder,
//   outside                  the file "outside"
//   root/lib/real.so         the file "inside"
//   root/absolute -> /lib/real.so      root/escape -> ../../outside
//   root/usr/lib -> /lib               root/loop -> loop
struct Tree {
  fs::path top;

  explicit Tree(const std::string& name) : top(temp_path(name)) {
    fs::remove_all(top);
    fs::create_directories(top / "root/lib");
    fs::create_directories(top / "root/usr");
    std::ofstream(top / "outside") << "outside";
    std::ofstream(top / "root/lib/real.so") << "inside";
    fs::create_symlink("/lib/real.so", top / "root/absolute");
    fs::create_symlink("/lib", top / "root/usr/lib");
    fs::create_symlink("../../outside", top / "root/escape");
    fs::create_symlink(top / "outside", top / "root/direct_escape");
    fs::create_symlink("loop", top / "root/loop");
  }
  ~Tree() { fs::remove_all(top); }
};

struct PathCase {
  const char* name;
  const char* path;
  const char* content;  // empty: not found
};

using Opener = int (*)(const std::string&, const std::string&, int);

std::string content(Opener opener, const std::string& root, const std::string& path) {
  const FileDescriptor file(opener(root, path, O_RDONLY | O_CLOEXEC));
  std::array<char, 16> bytes;
  const ssize_t got = file.is_open() ? ::read(file.number(), bytes.data(), bytes.size()) : 0;
  return got > 0 ? std::string(bytes.data(), static_cast<size_t>(got)) : std::string();
}

class PathInRoot : public testing::TestWithParam<PathCase> {};

TEST_P(PathInRoot, StaysInside) {
  const Tree tree(GetParam().name);
  const std::string root = tree.top / "root";
  EXPECT_EQ(content(open_in_root, root, GetParam().path), GetParam().content);
  EXPECT_EQ(content(walk_in_root, root, GetParam().path), GetParam().content);
}

const PathCase kPaths[] = {
    {"plain", "/lib/real.so", "inside"},
    {"relative", "lib/real.so", "inside"},
    {"doubled_slashes", "//lib///real.so", "inside"},
    {"dots", "/lib/.././lib/real.so", "inside"},
    {"above_the_root", "/../../lib/real.so", "inside"},
    {"absolute_link", "/absolute", "inside"},
    {"folder_link", "/usr/lib/real.so", "inside"},
    {"up_after_folder_link", "/usr/lib/../absolute", "inside"},
    {"escape", "/escape", ""},
    {"direct_escape", "/direct_escape", ""},
    {"dots_to_outside", "/../outside", ""},
    {"loop", "/loop", ""},
    {"missing", "/lib/missing.so", ""},
    {"file_as_folder", "/lib/real.so/x", ""},
};

INSTANTIATE_TEST_SUITE_P(Paths, PathInRoot, testing::ValuesIn(kPaths),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
