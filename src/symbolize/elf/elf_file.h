// SPDX-License-Identifier: Apache-2.0
//
// One open ELF program, library or debug file: its segments, its build-id and
// libelf's handle for those who read its sections.
//
// The file is mapped, so only what is asked for is read, and nothing is copied.
// One that is truncated meanwhile costs its reader's life: see mapped_bytes.h.
#pragma once

#include <libelf.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "jescope/base/result.h"
#include "symbolize/dwarf/byte_cursor.h"
#include "symbolize/elf/load_segments.h"
#include "symbolize/files/file_place.h"
#include "symbolize/files/mapped_bytes.h"
#include "symbolize/files/open_file.h"

namespace jescope {

class ElfFile {
 public:
  // The error's message completes "the file is ...".
  static Result<ElfFile> open(const std::string& path, const std::string& root);

  // The same of a file's bytes, which no descriptor stands for.
  static Result<ElfFile> from_memory(std::string path, std::vector<char> image);

  const std::string& path() const { return path_; }  // as it was asked for
  const std::string& root() const { return root_; }  // the path is in it; empty: "/"
  FilePlace place() const { return {path_, root_}; }
  const std::string& build_id() const { return build_id_; }  // lower-case hex; empty: none
  const LoadSegments& segments() const { return segments_; }
  // For a file whose own do not say where the module's bytes stood.
  void replace_segments(LoadSegments segments) { segments_ = std::move(segments); }
  Elf* elf() const { return elf_.get(); }
  Bytes bytes() const { return bytes_; }  // of the whole file
  uint64_t size_bytes() const { return bytes_.size(); }
  int descriptor() const { return file_.number(); }

  // Returns the first section of that name; null: there is none.
  Elf_Scn* section(std::string_view name) const;

  // Returns the section's name; empty when it has none, or one of over 4096 bytes.
  std::string_view section_name(Elf_Scn* section) const;

 private:
  struct Close {
    void operator()(Elf* elf) const { elf_end(elf); }
  };
  using Handle = std::unique_ptr<Elf, Close>;

  static Handle begin(Bytes bytes);  // null: not an ELF file
  ElfFile(std::string path, std::string root, Bytes bytes, Handle elf);

  std::string path_;
  std::string root_;
  FileDescriptor file_;          // none for a file in memory
  MappedBytes mapped_;           // of file_
  std::vector<char> in_memory_;  // where there is no file
  Bytes bytes_;                  // of one of them
  Handle elf_;                   // reads bytes_
  std::string build_id_;
  LoadSegments segments_;
  std::vector<std::string_view> section_names_;  // by the section's number; in bytes elf_ keeps
};

}  // namespace jescope
