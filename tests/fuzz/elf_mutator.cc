// SPDX-License-Identifier: Apache-2.0
//
// Changes one header or section of an ELF file and leaves all others where they
// are; now and then anything, as libFuzzer does by itself.
#include <random>
#include <string_view>
#include <vector>

#include "tests/fuzz/elf_areas.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* bytes, size_t length, size_t room);

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* bytes, size_t length, size_t room,
                                          unsigned seed) {
  using namespace jescope::testing;
  std::minstd_rand random(seed);
  if (length == 0 || random() % 4 == 0) return LLVMFuzzerMutate(bytes, length, room);
  const std::vector<ElfArea> areas = elf_areas({reinterpret_cast<const char*>(bytes), length});
  const ElfArea& area = areas[random() % areas.size()];
  LLVMFuzzerMutate(bytes + area.start, area.length_bytes, area.length_bytes);
  return length;
}
