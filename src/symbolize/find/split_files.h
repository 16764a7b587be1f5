// SPDX-License-Identifier: Apache-2.0
//
// Finds the other half of split DWARF. For /opt/app/server, whose unit says
// "obj/main.dwo" in "/build", in this order:
//
//   package   /opt/app/server.dwp, the same beside the debug file,
//             "server.dwp" below --symbols
//   unit      /build/obj/main.dwo (by --path-map, then in the sysroot),
//             /opt/app/obj/main.dwo, /opt/app/main.dwo,
//             "main.dwo" below --symbols, the likeliest folder first
//
// Only regular files are opened; a file counts when it has .debug_info.dwo.
// Whether it is of the same build is for the reader to prove, by the unit's id.
#pragma once

#include <sys/types.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "symbolize/dwarf/split_files.h"
#include "symbolize/elf/elf_file.h"
#include "symbolize/files/file_place.h"
#include "symbolize/files/open_file.h"
#include "symbolize/find/file_finder.h"

namespace jescope {

class FoundSplitFiles : public SplitFiles {
 public:
  // `debug_file` has the skeleton units; it may be `module_file`. All three must
  // outlive this object.
  FoundSplitFiles(const ElfFile& module_file, const ElfFile& debug_file, const FileFinder& finder);
  ~FoundSplitFiles() override;

  const DebugSections* package() override;
  const DebugSections* find(const SplitUnitName& unit) override;

 private:
  struct OpenFile;
  struct Lookup;
  using FileIdentity = std::pair<dev_t, ino_t>;

  Lookup* lookup(const std::string& key);
  OpenFile* slot(const FileIdentity& identity);
  const DebugSections* open_first(const std::vector<FilePlace>& places);
  const DebugSections* open_once(const FilePlace& place);
  void read(OpenFile& slot, const FilePlace& place, const FileDescriptor& file);
  bool reserve(uint64_t bytes);  // false: too much was read already

  const ElfFile& module_file_;
  const ElfFile& debug_file_;
  const FileFinder& finder_;
  std::mutex guard_;                                                  // of the members below
  uint64_t read_bytes_ = 0;                                           // of all files together
  std::unordered_map<std::string, std::unique_ptr<Lookup>> lookups_;  // by folder and name
  std::map<FileIdentity, std::unique_ptr<OpenFile>> files_;           // one has many names
  std::unique_ptr<OpenFile> package_;
};

}  // namespace jescope
