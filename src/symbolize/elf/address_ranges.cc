// SPDX-License-Identifier: Apache-2.0
//
// One sweep over both lists. Ranges that have begun stand on a stack, the
// latest on top; one that has ended is dropped when it reaches the top, so the
// top is always the answer.
#include "symbolize/elf/address_ranges.h"

#include <algorithm>
#include <tuple>

namespace jescope {

void sort_ranges(std::vector<AddressRange>& ranges) {
  const auto is_before = [](const AddressRange& a, const AddressRange& b) {
    return std::tie(a.start, b.end, b.owner) < std::tie(b.start, a.end, a.owner);
  };
  std::sort(ranges.begin(), ranges.end(), is_before);
}

std::vector<uint32_t> find_owners(std::span<const AddressRange> sorted_ranges,
                                  std::span<const LinkAddress> addresses) {
  std::vector<uint32_t> owners;
  owners.reserve(addresses.size());
  std::vector<AddressRange> begun;
  auto next = sorted_ranges.begin();
  for (const LinkAddress address : addresses) {
    for (; next != sorted_ranges.end() && next->start <= address; ++next) begun.push_back(*next);
    while (!begun.empty() && begun.back().end <= address) begun.pop_back();
    owners.push_back(begun.empty() ? kNoOwner : begun.back().owner);
  }
  return owners;
}

}  // namespace jescope
