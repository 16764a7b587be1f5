// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/section_mutator.h"

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* bytes, size_t length, size_t room,
                                          unsigned seed) {
  return jescope::testing::mutate_section_list(bytes, length, room, seed);
}
