// SPDX-License-Identifier: Apache-2.0
//
//   1a 01                          magic
//   06 00  05 00  03 00            bytes of names, flags, numbers
//   73 00  4c 00                   strings, bytes of their table
//   "xterm\0"                      names
//   00 01 00 00 01  (00)           flags; then to an even place
//   ff ff ff ff ff ff              numbers, -1: none
//   ff ff 00 00 ...                places of strings in the table, -1: none
//   "\x1b[K\0..."                  the table
#include "cli/editor/terminal_description.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace jescope {
namespace {

// A string by its number in terminfo(5)'s order.
struct Capability {
  size_t number;
  std::string_view sequence;
};

constexpr auto kStrings = std::to_array<Capability>({
    {1, "\a"},             // bel
    {2, "\r"},             // cr
    {5, "\x1b[H\x1b[2J"},  // clear
    {6, "\x1b[K"},         // el
    {7, "\x1b[J"},         // ed
    {8, "\x1b[%i%p1%dG"},  // hpa
    {11, "\n"},            // cud1
    {14, "\b"},            // cub1
    {17, "\x1b[C"},        // cuf1
    {19, "\x1b[A"},        // cuu1
    {21, "\x1b[P"},        // dch1
    {105, "\x1b[%p1%dP"},  // dch
    {107, "\x1b[%p1%dB"},  // cud
    {108, "\x1b[%p1%d@"},  // ich
    {111, "\x1b[%p1%dD"},  // cub
    {112, "\x1b[%p1%dC"},  // cuf
    {114, "\x1b[%p1%dA"},  // cuu
});

constexpr size_t kStringCount = kStrings.back().number + 1;
constexpr std::array<bool, 5> kFlags = {false, true, false, false, true};  // am, xenl
constexpr size_t kNumberCount = 3;
constexpr size_t kLongestName = 128;  // bytes; the library takes no longer ones

void append_number(std::string& bytes, size_t number) {
  const auto value = static_cast<uint16_t>(number);
  bytes += static_cast<char>(value & 0xFFU);
  bytes += static_cast<char>(value >> 8U);
}

}  // namespace

std::string terminal_description(std::string_view name) {
  constexpr size_t kNone = 0xFFFF;
  std::string table;
  std::array<size_t, kStringCount> places = {};
  places.fill(kNone);
  for (const Capability& capability : kStrings) {
    places[capability.number] = table.size();
    table += capability.sequence;
    table += '\0';
  }
  name = name.substr(0, kLongestName);
  std::string bytes = "\x1a\x01";
  for (const size_t count :
       {name.size() + 1, kFlags.size(), kNumberCount, kStringCount, table.size()}) {
    append_number(bytes, count);
  }
  bytes += name;
  bytes += '\0';
  for (const bool flag : kFlags) bytes += flag ? '\1' : '\0';
  if (bytes.size() % 2 != 0) bytes += '\0';
  for (size_t i = 0; i < kNumberCount; ++i) append_number(bytes, kNone);
  for (const size_t place : places) append_number(bytes, place);
  return bytes + table;
}

std::string terminfo_variable(std::string_view name) {
  std::string text = "hex:";
  for (const char c : terminal_description(name)) {
    text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  }
  return text;
}

}  // namespace jescope
