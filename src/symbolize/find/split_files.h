// SPDX-License-Identifier: Apache-2.0
//
// Finds the other half of split DWARF. For /opt/app/server, whose unit says
// "obj/main.dwo" in "/build", in this order:
//
//   package   /opt/app/server.dwp, the same beside the debug file,
//             "server.dwp" below --symbols
//   unit      /build/obj/main.dwo (by --path-map, in the sysroot, here),
//             /opt/app/obj/main.dwo, /opt/app/main.dwo, DIR/obj/main.dwo,
//             "main.dwo" below --symbols, the likeliest folder first
//
// Only regular files are opened; a file counts when it has .debug_info.dwo.
// Whether it is of the same build is for the reader to prove, by the unit's id.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "symbolize/dwarf/split_files.h"
#include "symbolize/elf/elf_file.h"
#include "symbolize/files/file_place.h"
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

  OpenFile* slot(const std::string& key);
  void open_first(OpenFile& file, const std::vector<FilePlace>& places);
  bool reserve(uint64_t bytes);  // false: too much was read already

  const ElfFile& module_file_;
  const ElfFile& debug_file_;
  const FileFinder& finder_;
  std::mutex guard_;         // of the members below
  uint64_t read_bytes_ = 0;  // of all files together
  std::unordered_map<std::string, std::unique_ptr<OpenFile>> files_;
  std::unique_ptr<OpenFile> package_;
};

}  // namespace jescope
