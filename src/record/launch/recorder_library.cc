// SPDX-License-Identifier: Apache-2.0
//
// The assembler puts in the files that record/shim is built to. It finds them below the
// build folder; one that was not built is there with no bytes.
#include "record/launch/recorder_library.h"

asm(".pushsection .rodata.recorder, \"a\"\n"
    "recorder_x86_64: .incbin \"recorder/x86_64/libjescope_record.so\"\n"
    "recorder_x86_64_end: .byte 0\n"
    "recorder_aarch64: .incbin \"recorder/aarch64/libjescope_record.so\"\n"
    "recorder_aarch64_end: .byte 0\n"
    ".popsection\n");

extern "C" {
[[gnu::visibility("hidden")]] extern const char recorder_x86_64[];
[[gnu::visibility("hidden")]] extern const char recorder_x86_64_end[];
[[gnu::visibility("hidden")]] extern const char recorder_aarch64[];
[[gnu::visibility("hidden")]] extern const char recorder_aarch64_end[];
}

namespace jescope {

std::string_view recorder_library(Architecture architecture) {
  switch (architecture) {
    case Architecture::kX86_64: return {recorder_x86_64, recorder_x86_64_end};
    case Architecture::kAarch64: return {recorder_aarch64, recorder_aarch64_end};
  }
  return {};
}

}  // namespace jescope
