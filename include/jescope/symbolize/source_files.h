// SPDX-License-Identifier: Apache-2.0
//
// Reads source files by the names that debug information gives them. Such a
// name may be anything: "/etc/shadow", "../../.ssh/id_rsa", a FIFO. A report
// that shows source text must not carry such a file to whoever reads it. So
//
//   - files are read below the folders that the user names, and nothing leads
//     out of these, or, when the user says so, where the build had them;
//   - only files with the name of a source file, also behind symbolic links;
//   - only regular files of at most 32 MiB, and 256 MiB altogether;
//   - no file with a zero byte: that is no text.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/result.h"
#include "jescope/model/source_text.h"
#include "jescope/symbolize/symbol_search.h"

namespace jescope {

struct SourceSearch {
  // Folders. /build/x/src/a.cc is at the longest end of it that exists there:
  // <root>/build/x/src/a.cc, <root>/x/src/a.cc, <root>/src/a.cc or <root>/a.cc.
  std::vector<std::string> roots = {};
  bool where_built = false;  // also at the path itself
  std::string sysroot = {};  // in which that path is looked up; empty: "/"
  std::vector<PathMapping> path_map = {};

  bool any() const { return where_built || !roots.empty(); }
};

// Why a file is not read. The words complete "the file is ...".
inline constexpr std::string_view kSourceNotFound = "not found here";
inline constexpr std::string_view kSourceNotWanted = "not looked for";

// True for the names of source files: with an ending that compilers know, or a
// header of the C++ library, which has none.
bool is_source_name(std::string_view path);

class SourceFiles {
 public:
  explicit SourceFiles(SourceSearch search);
  SourceFiles(SourceFiles&&) noexcept;
  ~SourceFiles();

  // Returns the lines `numbers` (ascending) of `file`. Keeps what it has read,
  // so asking for the same file again costs little.
  Result<SourceText> read(const std::string& file, std::span<const uint32_t> numbers);

 private:
  struct File;

  const File& find(const std::string& file);
  File open_first(const std::string& file);

  SourceSearch search_;
  uint64_t bytes_left_;
  std::map<std::string, std::unique_ptr<File>> files_;  // by name in the debug information
};

}  // namespace jescope
