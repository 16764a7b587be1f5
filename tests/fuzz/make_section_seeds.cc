// SPDX-License-Identifier: Apache-2.0
//
// make_section_seeds FOLDER ELF...: writes FOLDER/<name> for each ELF file: its
// DWARF sections as a section list, with places all over its code. The code is
// not moved: a file whose code is not at kCodeStart is a seed of other paths.
#include <gelf.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/fuzz/elf_areas.h"
#include "tests/fuzz/section_list.h"

namespace jescope::testing {
namespace {

constexpr size_t kMostSectionBytes = 0x2000;

std::string read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

SectionList sections_of(const std::string& elf) {
  SectionList list;
  list.is_32_bit = elf.size() > EI_DATA && elf[EI_CLASS] == ELFCLASS32;
  list.is_big_endian = elf.size() > EI_DATA && elf[EI_DATA] == ELFDATA2MSB;
  for (const ElfArea& area : elf_areas(elf)) {
    for (size_t i = 0; i < kSectionNames.size(); ++i) {
      const std::string name = ".debug_" + std::string(kSectionNames[i]);
      if (area.name != name && area.name != name + ".dwo") continue;
      list.is_split = area.name != name;
      list.sections[i] = elf.substr(area.start, std::min(area.length_bytes, kMostSectionBytes));
    }
  }
  for (uint16_t i = 1; i <= 48; ++i) list.places.push_back(static_cast<uint16_t>(i * 16));
  return list;
}

}  // namespace
}  // namespace jescope::testing

int main(int argc, char** argv) {
  using namespace jescope::testing;
  if (argc < 3) {
    std::fputs("usage: make_section_seeds FOLDER ELF...\n", stderr);
    return 2;
  }
  for (int i = 2; i < argc; ++i) {
    const SectionList list = sections_of(read_whole(argv[i]));
    const std::filesystem::path name = std::filesystem::path(argv[i]).filename();
    if (list.sections[0].empty()) continue;
    std::ofstream(std::filesystem::path(argv[1]) / name, std::ios::binary) << to_bytes(list);
  }
}
