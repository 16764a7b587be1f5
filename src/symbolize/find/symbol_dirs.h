// SPDX-License-Identifier: Apache-2.0
//
// The ELF files below the folders of --symbols, whatever their names and
// folders are, by build-id and by base name:
//
//   DIR/a/server          build-id 2fa1c0...  }  "server": both, 2fa1c0...: the first two
//   DIR/b/server.debug    build-id 2fa1c0...  }
//   DIR/c/server          build-id 77e0d4...
//
// Walking reads the headers and the note of each file, no more. Links to
// folders are not followed, so there are no loops; depth and number of files
// are bounded. A folder may also be a single file.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "symbolize/elf/load_segments.h"

namespace jescope {

struct SymbolDirFile {
  std::string path;
  std::string build_id;   // lower-case hex; empty: none, or an object file
  LoadSegments segments;  // empty in object files, .dwo among them
};

struct WalkLimits {
  size_t entries = 2'000'000;  // looked at, in all folders together
  size_t elf_files = 200'000;  // kept
  int depth = 40;              // folders in folders
};

class SymbolDirs {
 public:
  SymbolDirs() = default;

  // Walks `folders`. One that cannot be read counts as empty.
  static SymbolDirs walk(std::span<const std::string> folders, const WalkLimits& limits = {});

  using Files = std::vector<const SymbolDirFile*>;  // in the order of their paths

  Files with_build_id(const std::string& build_id) const;
  Files with_base_name(const std::string& name) const;
  const std::vector<SymbolDirFile>& files() const { return files_; }

  // True when a limit was reached, so that files are missing.
  bool is_cut() const { return is_cut_; }

 private:
  using Rows = std::unordered_map<std::string, std::vector<size_t>>;

  void index();
  Files files_at(const Rows& rows, const std::string& key) const;

  std::vector<SymbolDirFile> files_;  // by path
  Rows by_build_id_;
  Rows by_base_name_;
  bool is_cut_ = false;
};

}  // namespace jescope
