// SPDX-License-Identifier: Apache-2.0
//
// The sentences; each names both sides.
#include "symbolize/find/refusal.h"

#include <fmt/format.h>

namespace jescope {
namespace {

std::string found_id(const Refusal& refusal) {
  return refusal.found.empty() ? "no build-id" : "build-id " + refusal.found;
}

}  // namespace

std::string to_text(const Refusal& refusal) {
  switch (refusal.why) {
    case Refusal::Why::kBuildId:
      return fmt::format("{} has {}, the module {}", refusal.path, found_id(refusal),
                         refusal.wanted);
    case Refusal::Why::kSharedBuildId:
      return fmt::format("{} has {}, the debug file asks for {}", refusal.path, found_id(refusal),
                         refusal.wanted);
    case Refusal::Why::kChecksum:
      return fmt::format("{} has CRC32 {}, the module asks for {}", refusal.path, refusal.found,
                         refusal.wanted);
    case Refusal::Why::kLayout:
      return fmt::format("{} is another build: its code does not fit the dump's map", refusal.path);
  }
  return {};
}

}  // namespace jescope
