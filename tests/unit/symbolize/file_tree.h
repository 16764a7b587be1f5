// SPDX-License-Identifier: Apache-2.0
//
// Folders made for one test out of the fixtures, and the mapping that a file
// would have in a dump.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/temp_path.h"
#include "tests/unit/symbolize/fixture.h"

namespace jescope {

// A new empty folder, removed at the end.
class FileTree {
 public:
  FileTree() {
    std::filesystem::create_directories(temp_path("tree"));
    top_ = std::filesystem::canonical(temp_path("tree"));
  }
  FileTree(const FileTree&) = delete;
  FileTree& operator=(const FileTree&) = delete;
  ~FileTree() { std::filesystem::remove_all(top_); }

  // Returns the path of `name` in the folder.
  std::string operator/(const std::string& name) const { return (top_ / name).string(); }
  std::string path() const { return top_.string(); }

  // Copies a fixture to `name`; returns where it is.
  std::string copy(std::string_view fixture, const std::string& name) const {
    std::filesystem::create_directories((top_ / name).parent_path());
    std::filesystem::copy_file(fixture_path(fixture), top_ / name,
                               std::filesystem::copy_options::overwrite_existing);
    return *this / name;
  }

  void link(const std::string& target, const std::string& name) const {
    std::filesystem::create_directories((top_ / name).parent_path());
    std::filesystem::create_symlink(target, top_ / name);
  }

 private:
  std::filesystem::path top_;
};

// Returns what a dump would show of the file, on pages of 4 KiB.
inline std::vector<MappedRange> ranges_of(const std::string& path) {
  std::vector<MappedRange> ranges;
  const Result<ElfFile> file = ElfFile::open(path, {});
  if (!file) return ranges;
  for (const LoadSegment& segment : file->segments()) {
    const uint64_t start = segment.file_offset & ~uint64_t{4095};
    const uint64_t end = (segment.file_offset + segment.file_bytes + 4095) & ~uint64_t{4095};
    ranges.push_back({start, end - start, segment.executable});
  }
  return ranges;
}

// A module that was mapped from `path`, under the name `name`.
inline Module module_like(const std::string& path, const std::string& name) {
  Module module = module_at(name);
  module.ranges = ranges_of(path);
  return module;
}

// Gives the copy of a program at `path` another build-id, if it has one of the
// fixtures' `0123456789abcdef`.
inline void change_build_id(const std::string& path) {
  constexpr std::string_view kBuildId = "\x01\x23\x45\x67\x89\xab\xcd\xef";
  FILE* const file = std::fopen(path.c_str(), "r+b");
  ASSERT_NE(file, nullptr);
  std::string bytes(std::filesystem::file_size(path), '\0');
  ASSERT_EQ(std::fread(bytes.data(), 1, bytes.size(), file), bytes.size());
  const size_t at = bytes.find(kBuildId);
  ASSERT_NE(at, std::string::npos);
  ASSERT_EQ(std::fseek(file, static_cast<long>(at), SEEK_SET), 0);
  std::fputc(0x77, file);
  std::fclose(file);
}

}  // namespace jescope
