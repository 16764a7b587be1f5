// SPDX-License-Identifier: Apache-2.0
//
// Spells build-ids.
#include "symbolize/elf/build_id.h"

#include <fmt/format.h>

namespace jescope {

std::string build_id_text(const void* bytes, size_t length) {
  constexpr size_t kMostBytes = 64;
  std::string text;
  if (length > kMostBytes) return text;
  for (const unsigned char byte : std::string_view(static_cast<const char*>(bytes), length)) {
    fmt::format_to(std::back_inserter(text), "{:02x}", byte);
  }
  return text;
}

std::string build_id_path(std::string_view debug_dir, std::string_view build_id) {
  if (build_id.size() < 4) return {};
  return fmt::format("{}/.build-id/{}/{}.debug", debug_dir, build_id.substr(0, 2),
                     build_id.substr(2));
}

}  // namespace jescope
