// SPDX-License-Identifier: Apache-2.0
//
// Median cut: all colours are one group; the group with most to gain is cut in two
// along the channel in which it is longest, until there are 256.
#include "render/drawing/palette.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>

namespace jescope {
namespace {

struct CountedColour {
  uint32_t rgb = 0;
  uint64_t pixels = 0;
};

using Group = std::span<CountedColour>;

uint32_t rgb_at(const uint8_t* pixel) {
  return uint32_t{pixel[0]} << 16 | uint32_t{pixel[1]} << 8 | uint32_t{pixel[2]};
}

// Calls `take` with each run of pixels of one colour: its colour and its length.
template <typename Take>
void for_each_run(const Bitmap& bitmap, Take take) {
  const size_t pixels = size_t{bitmap.width} * bitmap.height;
  for (size_t begin = 0; begin < pixels;) {
    const uint32_t rgb = rgb_at(bitmap.bytes.data() + 3 * begin);
    size_t end = begin + 1;
    while (end < pixels && rgb_at(bitmap.bytes.data() + 3 * end) == rgb) ++end;
    take(rgb, end - begin);
    begin = end;
  }
}

// Returns the colours in the order of their numbers.
std::vector<CountedColour> count_colours(const Bitmap& bitmap) {
  std::unordered_map<uint32_t, uint64_t> counts;
  for_each_run(bitmap, [&](uint32_t rgb, size_t pixels) { counts[rgb] += pixels; });
  std::vector<CountedColour> colours;
  for (const auto& [rgb, pixels] : counts) colours.push_back({rgb, pixels});
  std::ranges::sort(colours, {}, &CountedColour::rgb);
  return colours;
}

uint32_t channel_of(uint32_t rgb, int shift) {
  return rgb >> shift & 0xFF;
}

struct Extent {
  int shift = 0;  // of the channel in which the group is longest
  uint32_t length = 0;
};

Extent extent_of(Group group) {
  Extent longest;
  for (const int shift : {16, 8, 0}) {
    const auto [least, most] = std::ranges::minmax(
        group, {}, [shift](const CountedColour& colour) { return channel_of(colour.rgb, shift); });
    const uint32_t length = channel_of(most.rgb, shift) - channel_of(least.rgb, shift);
    if (length > longest.length) longest = {shift, length};
  }
  return longest;
}

struct WeighedGroup {
  Group group;
  Extent extent;
  double gain = 0;
};

// Length counts most: a rare colour that is far from all others is still seen.
WeighedGroup weigh(Group group) {
  const Extent extent = extent_of(group);
  const double length = extent.length;
  return {group, extent, length * length * length * static_cast<double>(group.size())};
}

// Cuts at the middle of the longest channel, so that both halves have colours.
std::array<WeighedGroup, 2> cut(const WeighedGroup& whole) {
  const int shift = whole.extent.shift;
  const auto channel = [shift](const CountedColour& colour) {
    return channel_of(colour.rgb, shift);
  };
  const auto [least, most] = std::ranges::minmax(whole.group, {}, channel);
  const uint32_t middle = (channel(least) + channel(most) + 1) / 2;
  const auto second =
      std::stable_partition(whole.group.begin(), whole.group.end(),
                            [&](const CountedColour& colour) { return channel(colour) < middle; });
  const auto first_size = static_cast<size_t>(second - whole.group.begin());
  return {weigh(whole.group.first(first_size)), weigh(whole.group.subspan(first_size))};
}

std::vector<WeighedGroup> cut_groups(std::vector<CountedColour>& colours) {
  std::vector<WeighedGroup> groups = {weigh(colours)};
  while (groups.size() < std::min(kPaletteColours, colours.size())) {
    const auto largest = std::ranges::max_element(groups, {}, &WeighedGroup::gain);
    const std::array<WeighedGroup, 2> halves = cut(*largest);
    *largest = halves[0];
    groups.push_back(halves[1]);
  }
  return groups;
}

}  // namespace

IndexedBitmap index_colours(const Bitmap& bitmap) {
  IndexedBitmap indexed{bitmap.width, bitmap.height, {}, {}};
  std::vector<CountedColour> colours = count_colours(bitmap);
  std::unordered_map<uint32_t, uint8_t> index_of;
  for (const WeighedGroup& group : cut_groups(colours)) {
    for (const CountedColour& colour : group.group) {
      index_of[colour.rgb] = static_cast<uint8_t>(indexed.palette.size());
    }
    const auto most = std::ranges::max_element(group.group, {}, &CountedColour::pixels);
    indexed.palette.push_back(colour_of(most->rgb));
  }
  indexed.indexes.reserve(size_t{bitmap.width} * bitmap.height);
  for_each_run(bitmap, [&](uint32_t rgb, size_t pixels) {
    indexed.indexes.insert(indexed.indexes.end(), pixels, index_of[rgb]);
  });
  return indexed;
}

}  // namespace jescope
