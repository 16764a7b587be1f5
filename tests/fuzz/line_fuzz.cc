// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as line tables: every table that a place in .debug_line can be, run
// past the wanted addresses, and the paths of its files. Faster than
// dwarf_fuzz.cc, so it gets further there.
#include <cstdint>
#include <string>
#include <string_view>

#include "symbolize/dwarf/line_program.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/section_list.h"

namespace jescope::testing {
namespace {

constexpr uint64_t kMostTables = 4;

void read_table(const DebugSections& sections, uint64_t offset, const SectionList& list,
                const std::vector<uint64_t>& addresses) {
  LineUnit unit;
  unit.offset = offset;
  unit.address_bytes = list.is_32_bit ? 4 : 8;
  unit.compilation_folder = "/build";
  unit.name = "unit.cc";
  const std::optional<LineProgram> program = LineProgram::read(sections, unit);
  if (!program) return;
  const std::vector<LinePlace> places = program->places_at(addresses).rows;
  require(places.size() == addresses.size());
  for (const LinePlace& place : places) program->file_path(place.file);
  for (const uint64_t number : {uint64_t{0}, uint64_t{1}, uint64_t{2}, ~uint64_t{0}}) {
    program->file_path(number);
  }
}

void run(std::string_view bytes) {
  const SectionList list = read_section_list(bytes);
  const std::string elf = to_elf(list);
  const MemoryFile input(reinterpret_cast<const uint8_t*>(elf.data()), elf.size());
  const Result<ElfFile> file = ElfFile::open(input.path(), {});
  if (!file) return;
  const DebugSections sections =
      DebugSections::read(*file, list.is_split ? DebugFlavour::kSplit : DebugFlavour::kWhole, 1);
  const std::vector<uint64_t> addresses = addresses_of(list);
  for (uint64_t i = 0; i < kMostTables; ++i) read_table(sections, i * 64, list, addresses);
}

}  // namespace
}  // namespace jescope::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  jescope::testing::run({reinterpret_cast<const char*>(bytes), length});
  return 0;
}
