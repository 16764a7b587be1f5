// SPDX-License-Identifier: Apache-2.0
//
//   7f2b1c000000-7f2b1c021000 r-xp 00002000 08:01 1311  /usr/lib/libfoo.so (deleted)
//   start        end          mode offset   device inode path, which may hold spaces
#include "record/attach/process_maps.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace jescope {
namespace {

constexpr size_t kMostAreas = 1'000'000;

// Takes a hexadecimal number and the character behind it from the front.
std::optional<uint64_t> take_hex(std::string_view& text, char behind) {
  uint64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  const auto length = static_cast<size_t>(stop - text.data());
  if (error != std::errc() || length >= text.size() || text[length] != behind) return std::nullopt;
  text.remove_prefix(length + 1);
  return number;
}

void skip_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find(' '), text.size()));
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
}

std::optional<MappedArea> parse_line(std::string_view line) {
  MappedArea area;
  const std::optional<uint64_t> start = take_hex(line, '-');
  const std::optional<uint64_t> end = start ? take_hex(line, ' ') : std::nullopt;
  if (!end || *end <= *start || line.size() < 5) return std::nullopt;
  area.is_readable = line[0] == 'r';
  area.is_writable = line[1] == 'w';
  area.mapping.executable = line[2] == 'x';
  skip_word(line);
  const std::optional<uint64_t> offset = take_hex(line, ' ');
  if (!offset) return std::nullopt;
  skip_word(line);  // the device
  skip_word(line);  // the inode
  constexpr std::string_view kDeleted = " (deleted)";
  area.mapping.deleted = line.ends_with(kDeleted);
  if (area.mapping.deleted) line.remove_suffix(kDeleted.size());
  area.mapping.start = *start;
  area.mapping.end = *end;
  area.mapping.file_offset = *offset;
  area.mapping.path = line;
  return area;
}

}  // namespace

std::vector<MappedArea> parse_process_maps(std::string_view text) {
  std::vector<MappedArea> areas;
  while (!text.empty() && areas.size() < kMostAreas) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (std::optional<MappedArea> area = parse_line(line)) areas.push_back(*std::move(area));
  }
  std::ranges::sort(areas, {}, [](const MappedArea& area) { return area.mapping.start; });
  return areas;
}

const MappedArea* find_area(const std::vector<MappedArea>& areas, uint64_t address) {
  const auto above = std::ranges::upper_bound(
      areas, address, {}, [](const MappedArea& area) { return area.mapping.start; });
  if (above == areas.begin()) return nullptr;
  const MappedArea& area = *std::prev(above);
  return area.holds(address) ? &area : nullptr;
}

}  // namespace jescope
