// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/section_list.h"

#include <elf.h>

#include <algorithm>

namespace jescope::testing {
namespace {

constexpr uint8_t kBigEndian = 1;
constexpr uint8_t k32Bit = 2;
constexpr uint8_t kSplit = 4;
constexpr size_t kMostPlaces = 64;

class Input {
 public:
  explicit Input(std::string_view bytes) : bytes_(bytes) {}

  std::string_view take(size_t length) {
    const std::string_view result = bytes_.substr(0, length);
    bytes_.remove_prefix(result.size());
    return result;
  }
  uint16_t number(size_t length) {
    uint16_t result = 0;
    const std::string_view taken = take(length);
    for (size_t i = taken.size(); i-- > 0;) {
      result = static_cast<uint16_t>(result << 8 | static_cast<uint8_t>(taken[i]));
    }
    return result;
  }

 private:
  std::string_view bytes_;
};

// Writes numbers in the file's order and size of word.
class Output {
 public:
  explicit Output(const SectionList& list)
      : is_big_endian_(list.is_big_endian), word_bytes_(list.is_32_bit ? 4 : 8) {}

  void number(uint64_t value, size_t length) {
    for (size_t i = 0; i < length; ++i) {
      const size_t shift = 8 * (is_big_endian_ ? length - 1 - i : i);
      text += static_cast<char>(value >> shift & 0xff);
    }
  }
  void word(uint64_t value) { number(value, word_bytes_); }
  void fill_to(size_t length) { text.resize(std::max(length, text.size())); }
  bool is_32_bit() const { return word_bytes_ == 4; }

  std::string text;

 private:
  bool is_big_endian_;
  size_t word_bytes_;
};

struct SectionPlace {
  size_t name = 0;
  uint32_t type = 0;
  size_t start = 0;
  size_t length = 0;
};

void write_head(const SectionList& list, size_t sections_at, size_t sections, Output& out) {
  const bool is_32 = list.is_32_bit;
  out.text =
      "\x7f"
      "ELF";
  out.number(is_32 ? ELFCLASS32 : ELFCLASS64, 1);
  out.number(list.is_big_endian ? ELFDATA2MSB : ELFDATA2LSB, 1);
  out.number(EV_CURRENT, 1);
  out.fill_to(EI_NIDENT);
  const uint16_t machine = list.is_big_endian ? EM_PPC64 : EM_X86_64;
  out.number(ET_DYN, 2);
  out.number(is_32 ? (list.is_big_endian ? EM_PPC : EM_386) : machine, 2);
  out.number(EV_CURRENT, 4);
  out.word(0);
  out.word(is_32 ? sizeof(Elf32_Ehdr) : sizeof(Elf64_Ehdr));
  out.word(sections_at);
  out.number(0, 4);
  out.number(is_32 ? sizeof(Elf32_Ehdr) : sizeof(Elf64_Ehdr), 2);
  out.number(is_32 ? sizeof(Elf32_Phdr) : sizeof(Elf64_Phdr), 2);
  out.number(1, 2);
  out.number(is_32 ? sizeof(Elf32_Shdr) : sizeof(Elf64_Shdr), 2);
  out.number(sections, 2);
  out.number(sections - 1, 2);
}

void write_segment(Output& out) {
  out.number(PT_LOAD, 4);
  if (!out.is_32_bit()) out.number(PF_R | PF_X, 4);
  for (int i = 0; i < 3; ++i) out.word(kCodeStart);  // offset, address, the same again
  out.word(kCodeBytes);
  out.word(kCodeBytes);
  if (out.is_32_bit()) out.number(PF_R | PF_X, 4);
  out.word(0x1000);
}

void write_section(const SectionPlace& section, Output& out) {
  out.number(section.name, 4);
  out.number(section.type, 4);
  out.word(0);
  out.word(0);
  out.word(section.start);
  out.word(section.length);
  out.number(0, 4);
  out.number(0, 4);
  out.word(1);
  out.word(0);
}

}  // namespace

SectionList read_section_list(std::string_view bytes) {
  Input input(bytes);
  SectionList list;
  const uint16_t flags = input.number(1);
  list.is_big_endian = (flags & kBigEndian) != 0;
  list.is_32_bit = (flags & k32Bit) != 0;
  list.is_split = (flags & kSplit) != 0;
  std::array<uint16_t, kSectionNames.size()> lengths{};
  for (uint16_t& length : lengths) length = input.number(2);
  for (uint16_t place = 0; list.places.size() < kMostPlaces && (place = input.number(2)) != 0;) {
    list.places.push_back(place);
  }
  for (size_t i = 0; i < lengths.size(); ++i) list.sections[i] = input.take(lengths[i]);
  return list;
}

std::string to_bytes(const SectionList& list) {
  Output out({});
  out.number((list.is_big_endian ? kBigEndian : 0u) | (list.is_32_bit ? k32Bit : 0u) |
                 (list.is_split ? kSplit : 0u),
             1);
  for (const std::string& section : list.sections) {
    out.number(std::min<size_t>(section.size(), 0xffff), 2);
  }
  for (const uint16_t place : list.places) out.number(place, 2);
  if (list.places.size() < kMostPlaces) out.number(0, 2);
  for (const std::string& section : list.sections) out.text += section.substr(0, 0xffff);
  return out.text;
}

std::string to_elf(const SectionList& list) {
  std::string names(1, '\0');
  std::string body;
  std::vector<SectionPlace> places(1);
  const size_t body_at = kCodeStart + kCodeBytes;
  for (size_t i = 0; i < list.sections.size(); ++i) {
    if (list.sections[i].empty()) continue;
    places.push_back({names.size(), SHT_PROGBITS, body_at + body.size(), list.sections[i].size()});
    names.append(".debug_").append(kSectionNames[i]).append(list.is_split ? ".dwo" : "") += '\0';
    body += list.sections[i];
  }
  places.push_back({names.size(), SHT_STRTAB, body_at + body.size(), names.size() + 10});
  body += names.append(".shstrtab") + '\0';
  Output out(list);
  write_head(list, body_at + body.size(), places.size(), out);
  write_segment(out);
  out.fill_to(body_at);
  out.text += body;
  for (const SectionPlace& place : places) write_section(place, out);
  return out.text;
}

std::vector<uint64_t> addresses_of(const SectionList& list) {
  std::vector<uint64_t> addresses = {kCodeStart};
  for (const uint16_t place : list.places) addresses.push_back(kCodeStart + place);
  std::sort(addresses.begin(), addresses.end());
  addresses.erase(std::unique(addresses.begin(), addresses.end()), addresses.end());
  return addresses;
}

}  // namespace jescope::testing
