// SPDX-License-Identifier: Apache-2.0
//
// One open ELF program, library or debug file: its segments, its build-id and
// libelf's handle for those who read its sections.
//
// The file is read, not mapped: a mapped file that someone truncates kills the
// process with SIGBUS. libelf reads only the sections that are asked for, so a
// library without debug information costs its symbol table.
#pragma once

#include <libelf.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "jescope/base/result.h"
#include "symbolize/elf/load_segments.h"
#include "symbolize/files/open_file.h"

namespace jescope {

class ElfFile {
 public:
  // The error's message completes "the file is ...".
  static Result<ElfFile> open(const std::string& path, const std::string& root);

  const std::string& path() const { return path_; }          // as it was asked for
  const std::string& build_id() const { return build_id_; }  // lower-case hex; empty: none
  const LoadSegments& segments() const { return segments_; }
  Elf* elf() const { return elf_.get(); }
  uint64_t size_bytes() const { return size_bytes_; }
  int descriptor() const { return file_.number(); }

  // Returns the first section of that name; null: there is none.
  Elf_Scn* section(std::string_view name) const;

  // Returns the section's name; empty when it has none.
  std::string_view section_name(Elf_Scn* section) const;

 private:
  struct Close {
    void operator()(Elf* elf) const { elf_end(elf); }
  };
  using Handle = std::unique_ptr<Elf, Close>;

  ElfFile(std::string path, FileDescriptor file, Handle elf);

  std::string path_;
  FileDescriptor file_;  // outlives elf_, which reads from it
  Handle elf_;
  std::string build_id_;
  uint64_t size_bytes_ = 0;
  LoadSegments segments_;
};

}  // namespace jescope
