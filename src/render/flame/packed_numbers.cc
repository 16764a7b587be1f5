// SPDX-License-Identifier: Apache-2.0
//
// The alphabet is what ASCII can print without what JSON, XML and CDATA mark
// something with: quote, ampersand, backslash, angle brackets, closing bracket.
#include "render/flame/packed_numbers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace jescope {
namespace {

constexpr std::string_view kDigits =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH"
    "IJKLMNOPQRSTUVWXYZ-_!#$%'()*+,./:;=?@[^`{|}~";
constexpr uint64_t kBase = 44;
static_assert(kDigits.size() == 2 * kBase);

}  // namespace

void append_number(std::string& out, uint64_t value) {
  std::array<char, 12> digits = {};  // 44^12 is more than 2^64
  size_t first = digits.size() - 1;
  digits[first] = kDigits[value % kBase];
  while ((value /= kBase) != 0) digits[--first] = kDigits[kBase + value % kBase];
  out.append(digits.begin() + first, digits.end());
}

void append_signed(std::string& out, int64_t value) {
  const auto doubled = static_cast<uint64_t>(value) << 1;
  append_number(out, value < 0 ? ~doubled : doubled);
}

uint64_t pack_variance(double variance) {
  constexpr uint64_t kMost = (uint64_t{1} << 38) - 1;
  if (!(variance >= 0x1p-64)) return 0;
  if (variance >= 0x1p190) return kMost;
  int exponent = 0;
  const double fraction = std::frexp(variance, &exponent);  // in [0.5, 1)
  const auto steps = static_cast<uint64_t>(std::llround((fraction - 0.5) * 0x1p31));
  return (static_cast<uint64_t>(exponent + 64) << 30) + steps;
}

uint64_t pack_variance_shortly(double variance) {
  constexpr uint32_t kDropped = 23;
  constexpr uint64_t kMost = (uint64_t{1} << 15) - 1;
  const uint64_t packed = pack_variance(variance);
  return std::min((packed >> kDropped) + ((packed >> (kDropped - 1)) & 1), kMost);
}

}  // namespace jescope
