// SPDX-License-Identifier: Apache-2.0
//
// Strings live in a deque, whose elements do not move, so views stay valid.
#include "jescope/model/string_table.h"

#include <functional>

namespace jescope {

StringId StringTable::intern(std::string_view text) {
  if (text.empty()) return StringId::none();
  const uint64_t hash = std::hash<std::string_view>()(text);
  const auto next = static_cast<uint32_t>(texts_.size());
  const uint32_t row =
      index_.find_or_add(hash, next, [&](uint32_t r) { return texts_[r] == text; });
  if (row == next) texts_.emplace_back(text);
  return StringId(row);
}

}  // namespace jescope
