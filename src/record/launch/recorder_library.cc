// SPDX-License-Identifier: Apache-2.0
#include "record/launch/recorder_library.h"

// Of recorder_bytes.s; no bytes for a library that was not built.
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
