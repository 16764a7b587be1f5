// SPDX-License-Identifier: Apache-2.0
//
// One sweep over both lists. Ranges that have begun stand on a stack, the
// latest on top; one that has ended is dropped when it reaches the top, so the
// top is always the answer.
#include "symbolize/elf/address_ranges.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace jescope {
namespace {

constexpr unsigned kDigitBits = 11;
constexpr size_t kDigits = size_t{1} << kDigitBits;

// More are sorted in place: the other way needs their memory twice.
constexpr size_t kMostCopied = size_t{1} << 20;

bool starts_before(const AddressRange& a, const AddressRange& b) {
  return a.start < b.start;
}

// Puts `from` into `to` by one digit of their distance from `least`.
void sort_by_digit(const std::vector<AddressRange>& from, std::vector<AddressRange>& to,
                   LinkAddress least, unsigned shift) {
  const auto digit = [&](const AddressRange& range) {
    return (range.start - least) >> shift & (kDigits - 1);
  };
  std::array<size_t, kDigits> next = {};
  for (const AddressRange& range : from) ++next[digit(range)];
  size_t before = 0;
  for (size_t& place : next) before += std::exchange(place, before);
  for (const AddressRange& range : from) to[next[digit(range)]++] = range;
}

}  // namespace

void sort_by_start(std::vector<AddressRange>& ranges) {
  if (std::is_sorted(ranges.begin(), ranges.end(), starts_before)) return;
  if (ranges.size() < kDigits || ranges.size() > kMostCopied) {
    std::stable_sort(ranges.begin(), ranges.end(), starts_before);
    return;
  }
  const auto [first, last] = std::minmax_element(ranges.begin(), ranges.end(), starts_before);
  const LinkAddress least = first->start;
  const LinkAddress span = last->start - least;
  std::vector<AddressRange> other(ranges.size());
  for (unsigned shift = 0; shift < 64 && (span >> shift) != 0; shift += kDigitBits) {
    sort_by_digit(ranges, other, least, shift);
    ranges.swap(other);
  }
}

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
