// SPDX-License-Identifier: Apache-2.0
//
// Looks for the NUL in a piece of bounded length.
#include "symbolize/dwarf/section_text.h"

#include "symbolize/name_length.h"

namespace jescope {

std::optional<std::string_view> section_text(Bytes section, uint64_t offset) {
  if (offset >= section.size()) return std::nullopt;
  const Bytes rest = section.subspan(static_cast<size_t>(offset));
  const std::string_view text(reinterpret_cast<const char*>(rest.data()), rest.size());
  const std::string_view name = cut_name(text);
  const size_t end = name.find('\0');
  if (end != std::string_view::npos) return name.substr(0, end);
  return name.size() < text.size() ? std::optional(name) : std::nullopt;
}

}  // namespace jescope
