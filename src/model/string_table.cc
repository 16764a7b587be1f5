// SPDX-License-Identifier: Apache-2.0
//
// Strings live in a deque, whose elements do not move, so views stay valid.
#include "jescope/model/string_table.h"

#include <functional>

namespace jescope {

StringId StringTable::intern(std::string_view text) {
  if (text.empty()) return StringId::none();
  const std::hash<std::string_view> hash;
  const auto next = static_cast<uint32_t>(texts_.size());
  const uint32_t row = index_.find_or_add(
      hash(text), next, [&](uint32_t r) { return texts_[r] == text; },
      [&](uint32_t r) { return hash(texts_[r]); });
  if (row == next) texts_.emplace_back(text);
  return StringId(row);
}

}  // namespace jescope
