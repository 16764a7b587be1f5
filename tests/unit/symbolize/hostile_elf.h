// SPDX-License-Identifier: Apache-2.0
//
// Writes small ELF libraries with hand-made DWARF for the hostile_*_test files:
// one executable segment, [0x1000, 0x2000) in the file and in memory, and the
// sections it is given.
#pragma once

#include <elf.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace jescope {

// A place inside the segment.
inline constexpr uint64_t kHostileOffset = 0x1010;

struct HostileSection {
  std::string name;
  std::string bytes;
  uint64_t flags = 0;
};

template <typename Number>
std::string as_bytes(Number number) {
  return {reinterpret_cast<const char*>(&number), sizeof number};
}

inline std::string repeated(std::string_view text, size_t times) {
  std::string result;
  for (size_t i = 0; i < times; ++i) result += text;
  return result;
}

// "\0" and all: a text of exactly the characters written.
template <size_t N>
std::string raw(const char (&text)[N]) {
  return {text, N - 1};
}

// A unit of DWARF 4 with `entries`, whose abbreviations begin the section.
inline std::string unit4(const std::string& entries) {
  const std::string rest = as_bytes<uint16_t>(4) + as_bytes<uint32_t>(0) + "\x08" + entries;
  return as_bytes(static_cast<uint32_t>(rest.size())) + rest;
}

// The values of DW_AT_low_pc (addr) and DW_AT_high_pc (data8) of all the code.
inline std::string whole_code() {
  return as_bytes<uint64_t>(0x1000) + as_bytes<uint64_t>(0x1000);
}

// The abbreviation of a unit with whole_code(), then `attributes`.
inline std::string unit_abbreviation(bool has_children, const std::string& attributes) {
  return std::string("\x01\x11") + (has_children ? '\1' : '\0') + "\x11\x01\x12\x07" + attributes +
         raw("\0\0");
}

inline void write_elf(const std::string& path, const std::vector<HostileSection>& sections) {
  std::string body(0x2000, '\0');
  std::string headers(sizeof(Elf64_Shdr), '\0');
  std::string names(1, '\0');
  const auto add = [&](const HostileSection& section, const std::string& bytes, uint32_t type) {
    Elf64_Shdr header = {};
    header.sh_name = static_cast<Elf64_Word>(names.find(section.name + '\0'));
    header.sh_type = type;
    header.sh_flags = section.flags;
    header.sh_offset = body.size();
    header.sh_size = bytes.size();
    header.sh_addralign = 1;
    headers += as_bytes(header);
    body += bytes;
  };
  for (const HostileSection& section : sections) names += section.name + '\0';
  names += raw(".shstrtab\0");
  for (const HostileSection& section : sections) add(section, section.bytes, SHT_PROGBITS);
  add({".shstrtab", {}}, names, SHT_STRTAB);

  Elf64_Ehdr elf = {};
  std::memcpy(elf.e_ident,
              "\x7f"
              "ELF\x02\x01\x01",
              7);
  elf.e_type = ET_DYN;
  elf.e_machine = EM_X86_64;
  elf.e_version = EV_CURRENT;
  elf.e_phoff = sizeof elf;
  elf.e_shoff = body.size();
  elf.e_ehsize = sizeof elf;
  elf.e_phentsize = sizeof(Elf64_Phdr);
  elf.e_phnum = 1;
  elf.e_shentsize = sizeof(Elf64_Shdr);
  elf.e_shnum = static_cast<Elf64_Half>(sections.size() + 2);
  elf.e_shstrndx = static_cast<Elf64_Half>(sections.size() + 1);
  Elf64_Phdr code = {};
  code.p_type = PT_LOAD;
  code.p_flags = PF_R | PF_X;
  code.p_offset = code.p_vaddr = code.p_paddr = code.p_filesz = code.p_memsz = 0x1000;
  code.p_align = 0x1000;
  body.replace(0, sizeof elf, as_bytes(elf));
  body.replace(sizeof elf, sizeof code, as_bytes(code));
  std::ofstream(path, std::ios::binary) << body << headers;
}

// The same with the names of 65,000 sections more in a table whose last name does
// not end.
inline void write_elf_of_many_sections(const std::string& path,
                                       std::vector<HostileSection> sections) {
  sections.insert(sections.end(), 65'000, HostileSection{"s", {}});
  sections.push_back({std::string(size_t{4} << 20, 'A'), {}});
  write_elf(path, sections);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  const auto names_end = static_cast<std::streamoff>(std::filesystem::file_size(path) -
                                                     (sections.size() + 2) * sizeof(Elf64_Shdr));
  file.seekp(names_end - 11).write("A.shstrtabA", 11);
}

// A folder of the test's own. What would wait for ever ends after five minutes.
class HostileFiles : public testing::Test {
 protected:
  HostileFiles() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = testing::TempDir() + "/jescope_hostile_" + std::to_string(getpid()) + test->name();
    std::filesystem::create_directories(folder_);
    alarm(300);
  }
  ~HostileFiles() override {
    alarm(0);
    std::filesystem::remove_all(folder_);
  }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }

 private:
  std::string folder_;
};

}  // namespace jescope
