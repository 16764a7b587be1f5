// SPDX-License-Identifier: Apache-2.0
#include "jescope/record/architecture.h"

namespace jescope {

Architecture own_architecture() {
#if defined(__aarch64__)
  return Architecture::kAarch64;
#else
  return Architecture::kX86_64;
#endif
}

std::string_view architecture_name(Architecture architecture) {
  return architecture == Architecture::kX86_64 ? "x86_64" : "aarch64";
}

std::optional<Architecture> architecture_called(std::string_view name) {
  if (name == "x86_64" || name == "amd64") return Architecture::kX86_64;
  if (name == "aarch64" || name == "arm64") return Architecture::kAarch64;
  return std::nullopt;
}

}  // namespace jescope
