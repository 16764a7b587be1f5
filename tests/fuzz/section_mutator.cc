// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/section_mutator.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <string>

#include "tests/fuzz/section_list.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* bytes, size_t length, size_t room);

namespace jescope::testing {
namespace {

constexpr size_t kMostGrowth = 32;

void mutate_bytes(std::string& section) {
  const size_t length = section.size();
  section.resize(length + kMostGrowth);
  section.resize(
      LLVMFuzzerMutate(reinterpret_cast<uint8_t*>(section.data()), length, section.size()));
}

}  // namespace

size_t mutate_section_list(uint8_t* bytes, size_t length, size_t room, unsigned seed) {
  std::minstd_rand random(seed);
  if (random() % 8 == 0) return LLVMFuzzerMutate(bytes, length, room);
  SectionList list = read_section_list({reinterpret_cast<const char*>(bytes), length});
  const auto start = static_cast<size_t>(random() % list.sections.size());
  for (size_t i = 0; i < list.sections.size(); ++i) {
    std::string& section = list.sections[(start + i) % list.sections.size()];
    if (section.empty() && i + 1 < list.sections.size()) continue;
    mutate_bytes(section);
    break;
  }
  const std::string changed = to_bytes(list);
  const size_t result = std::min(changed.size(), room);
  std::memcpy(bytes, changed.data(), result);
  return result;
}

}  // namespace jescope::testing
