// SPDX-License-Identifier: Apache-2.0
#include "record/launch/elf_program.h"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

#include "record/attach/elf_image.h"

namespace jescope {
namespace {

constexpr size_t kMostSegments = 256;
constexpr size_t kMostPathBytes = 4096;   // PATH_MAX of Linux
constexpr size_t kMostNoteBytes = 65536;  // of one segment

std::vector<Elf64_Phdr> read_segments(const FileBytes& file, const Elf64_Ehdr& header) {
  std::vector<Elf64_Phdr> segments;
  if (header.e_phentsize != sizeof(Elf64_Phdr)) return segments;
  const size_t count = std::min<size_t>(header.e_phnum, kMostSegments);
  for (size_t i = 0; i < count; ++i) {
    const auto segment = file.value<Elf64_Phdr>(header.e_phoff + i * sizeof(Elf64_Phdr));
    if (!segment) break;
    segments.push_back(*segment);
  }
  return segments;
}

// A note is name bytes:4, content bytes:4, type:4, then the name and the content, each
// filled up to 4 bytes. Go's linker writes its build's under the name "Go".
bool has_note_of_go(const std::string& notes) {
  constexpr std::string_view kName("\4\0\0\0", 4);
  for (size_t at = 0; at + 16 <= notes.size();) {
    const std::string_view note = std::string_view(notes).substr(at);
    if (note.starts_with(kName) && note.substr(12, 4) == std::string_view("Go\0\0", 4)) return true;
    uint32_t name_bytes = 0;
    uint32_t content_bytes = 0;
    std::memcpy(&name_bytes, note.data(), sizeof name_bytes);
    std::memcpy(&content_bytes, note.data() + 4, sizeof content_bytes);
    const uint64_t length =
        12 + (uint64_t{name_bytes} + 3) / 4 * 4 + (uint64_t{content_bytes} + 3) / 4 * 4;
    if (length > notes.size()) break;
    at += static_cast<size_t>(length);
  }
  return false;
}

void read_segment(const FileBytes& file, const Elf64_Phdr& segment, ElfProgram& program) {
  if (segment.p_type == PT_INTERP) {
    const auto most = static_cast<size_t>(std::min<uint64_t>(segment.p_filesz, kMostPathBytes));
    program.interpreter = file.text(segment.p_offset, most);
  }
  if (segment.p_type == PT_NOTE) {
    const auto most = static_cast<size_t>(std::min<uint64_t>(segment.p_filesz, kMostNoteBytes));
    program.is_go |= has_note_of_go(file.read(segment.p_offset, most));
  }
}

// The bytes of a file at the addresses that its loader gives them.
class LoadedFile : public ByteReader {
 public:
  LoadedFile(const FileBytes& file, const std::vector<Elf64_Phdr>& segments)
      : file_(file), segments_(segments) {}

  bool read(uint64_t place, void* target, size_t length) const override {
    for (const Elf64_Phdr& segment : segments_) {
      const bool is_inside = segment.p_type == PT_LOAD && place >= segment.p_vaddr &&
                             place - segment.p_vaddr < segment.p_filesz;
      if (!is_inside) continue;
      const std::string bytes = file_.read(segment.p_offset + (place - segment.p_vaddr), length);
      std::ranges::copy(bytes, static_cast<char*>(target));  // which may be null, of no byte
      return bytes.size() == length;
    }
    return false;
  }

 private:
  const FileBytes& file_;
  const std::vector<Elf64_Phdr>& segments_;
};

bool defines_malloc(const FileBytes& file, const ElfImage& image) {
  constexpr std::string_view kName = "malloc";
  const SymbolChoice choice = {kName, [&](std::string_view name) { return name == kName; }};
  return !find_dynamic_functions(LoadedFile(file, image.segments), image, choice).empty();
}

}  // namespace

std::optional<ElfProgram> read_elf_program(const FileBytes& file) {
  const auto header = file.value<Elf64_Ehdr>(0);
  if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return std::nullopt;
  ElfProgram program;
  program.is_64_bits = header->e_ident[EI_CLASS] == ELFCLASS64;
  program.is_little_endian = header->e_ident[EI_DATA] == ELFDATA2LSB;
  program.machine = header->e_machine;  // at the same place in both classes
  program.type = header->e_type;
  if (!program.is_64_bits || !program.is_little_endian) return program;
  ElfImage image;
  image.segments = read_segments(file, *header);
  for (const Elf64_Phdr& segment : image.segments) read_segment(file, segment, program);
  program.defines_malloc = defines_malloc(file, image);
  return program;
}

}  // namespace jescope
