// SPDX-License-Identifier: Apache-2.0
//
// Binary search by piece; most cover no wanted address.
#include "symbolize/jit/wanted_code.h"

#include <algorithm>
#include <tuple>

namespace jescope {

WantedCode::WantedCode(std::span<const uint64_t> addresses) : is_covered_(addresses.size()) {
  wanted_.reserve(addresses.size());
  for (size_t row = 0; row < addresses.size(); ++row) wanted_.push_back({row, addresses[row], {}});
  std::sort(wanted_.begin(), wanted_.end(), [](const Covered& a, const Covered& b) {
    return std::tie(a.address, a.row) < std::tie(b.address, b.row);
  });
}

bool WantedCode::cover(const CodePiece& piece, uint64_t length_bytes) {
  const auto first =
      std::lower_bound(wanted_.begin(), wanted_.end(), piece.start,
                       [](const Covered& place, uint64_t start) { return place.address < start; });
  for (auto place = first; place != wanted_.end(); ++place) {
    if (place->address - piece.start >= length_bytes) break;
    if (++steps_ > kMostSteps) return false;
    place->piece = piece;
    is_covered_[static_cast<size_t>(place - wanted_.begin())] = true;
  }
  return true;
}

std::vector<WantedCode::Covered> WantedCode::covered() const {
  std::vector<Covered> result;
  for (size_t i = 0; i < wanted_.size(); ++i) {
    if (is_covered_[i]) result.push_back(wanted_[i]);
  }
  std::sort(result.begin(), result.end(), [](const Covered& a, const Covered& b) {
    return std::tie(a.piece.position, a.address, a.row) <
           std::tie(b.piece.position, b.address, b.row);
  });
  return result;
}

}  // namespace jescope
