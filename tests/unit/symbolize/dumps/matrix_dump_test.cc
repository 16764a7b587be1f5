// SPDX-License-Identifier: Apache-2.0
//
// From a dump's map to names: the same code, mapped in the ways that loaders,
// huge pages, deletion and moved files leave in /proc/PID/maps, has the same
// names. The dumps are written here; files are found in a sysroot of our own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

std::string matrix_path(const std::string& name) {
  return std::string(JESCOPE_FIXTURES) + "/matrix/" + name;
}

// Lines that a command of binutils writes about a fixture.
std::vector<std::string> lines_of(const std::string& command, const std::string& fixture) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(
      popen((command + " '" + matrix_path(fixture) + "'").c_str(), "r"), pclose);
  std::vector<std::string> lines;
  char line[4096];
  while (fgets(line, sizeof line, pipe.get()) != nullptr) lines.emplace_back(line);
  return lines;
}

// The address of function outer(int).
uint64_t address_of_outer(const std::string& fixture) {
  for (const std::string& line : lines_of("readelf -sW", fixture)) {
    if (line.find(" _Z5outeri") == std::string::npos) continue;
    return std::stoull(line.substr(line.find(':') + 1), nullptr, 16);
  }
  return 0;
}

std::string hex(uint64_t number) {
  std::ostringstream text;
  text << std::hex << number;
  return text.str();
}

// What a kernel with such pages maps for the fixture's segments:
//   "  LOAD  0x000610 0x0000000000010610 0x... 0x000750 0x000750 R E 0x10000"
std::string map_of(const std::string& fixture, const std::string& place, uint64_t bias,
                   uint64_t page) {
  std::string map;
  for (const std::string& line : lines_of("readelf -lW", fixture)) {
    std::istringstream words(line);
    std::string kind, offset, address, physical, bytes, memory, flags, flag;
    words >> kind >> offset >> address >> physical >> bytes >> memory >> flags >> flag;
    if (kind != "LOAD") continue;
    const uint64_t start = std::stoull(address, nullptr, 16) + bias;
    const uint64_t end = start + std::stoull(bytes, nullptr, 16);
    const bool runs = flag == "E" || flags == "RWE";
    map += hex(start / page * page) + "-" + hex((end + page - 1) / page * page) +
           (runs ? " r-xp " : " r--p ") + hex(std::stoull(offset, nullptr, 16) / page * page) +
           " 08:01 7 " + place + "\n";
  }
  return map;
}

// One way to map a program.
struct MapCase {
  const char* name;
  const char* fixture;
  const char* place;                      // of the file in the sysroot
  const char* map;                        // MAPPED_LIBRARIES; empty: as a kernel maps it
  uint64_t bias = 0;                      // of addresses in the process
  std::vector<std::string> options = {};  // @ stands for the sysroot
  uint64_t page_bytes = 4096;
};

class Mapped : public testing::TestWithParam<MapCase> {
 protected:
  void SetUp() override {
    const MapCase& row = GetParam();
    if (!fs::exists(matrix_path(row.fixture))) GTEST_SKIP() << "not built here: " << row.fixture;
    root_ = temp_path(row.name);
    fs::remove_all(root_);
    const fs::path file = root_ + row.place;
    fs::create_directories(file.parent_path());
    fs::copy_file(matrix_path(row.fixture), file);
  }
  void TearDown() override {
    if (!root_.empty()) fs::remove_all(root_);
  }

  static std::string map() {
    const MapCase& row = GetParam();
    if (*row.map != '\0') return row.map;
    return map_of(row.fixture, row.place, row.bias, row.page_bytes);
  }

  // Folded stacks of a dump whose only stack is one place in outer(int).
  std::string folded() {
    const uint64_t address = address_of_outer(GetParam().fixture) + GetParam().bias + 25;
    const std::string dump = root_ + "/x.heap";
    std::ofstream(dump) << "heap_v2/1\n  t*: 1: 1000 [0: 0]\n@ 0x" << hex(address)
                        << "\n  t*: 1: 1000 [0: 0]\n\nMAPPED_LIBRARIES:\n"
                        << map();
    std::vector<std::string> arguments = {"export", "--to",      "folded", "--quiet",
                                          dump,     "--sysroot", root_};
    for (std::string option : GetParam().options) {
      if (const size_t at = option.find('@'); at != std::string::npos) option.replace(at, 1, root_);
      arguments.push_back(option);
    }
    return run_command_line(arguments, {}).output;
  }

  std::string root_;
};

TEST_P(Mapped, HasTheNamesOfItsCode) {
  const std::string text = folded();
  EXPECT_THAT(text, testing::StartsWith("outer(int);middle"));
  EXPECT_THAT(text, HasSubstr("chains::innermost(int)"));
  EXPECT_THAT(text, HasSubstr(" 1000\n"));
}

const MapCase kMaps[] = {
    {"whole", "base", "/opt/server",
     "00400000-00401000 r--p 00000000 08:01 7 /opt/server\n"
     "00401000-00402000 r-xp 00001000 08:01 7 /opt/server\n"
     "00402000-00403000 r--p 00002000 08:01 7 /opt/server\n"},
    {"deleted", "base", "/opt/server",
     "00400000-00401000 r--p 00000000 08:01 7 /opt/server (deleted)\n"
     "00401000-00402000 r-xp 00001000 08:01 7 /opt/server (deleted)\n"
     "00402000-00403000 r--p 00002000 08:01 7 /opt/server (deleted)\n"},
    {"spaces_in_path", "base", "/opt/my  server (v1)/the server",
     "00400000-00401000 r--p 00000000 08:01 7 /opt/my  server (v1)/the server\n"
     "00401000-00402000 r-xp 00001000 08:01 7 /opt/my  server (v1)/the server\n"},
    {"text_in_two_pieces", "base", "/opt/server",
     "00400000-00401000 r--p 00000000 08:01 7 /opt/server\n"
     "00401000-00401200 r-xp 00001000 08:01 7 /opt/server\n"
     "00401200-00402000 rwxp 00001200 08:01 7 /opt/server\n"
     "00402000-00403000 r--p 00002000 08:01 7 /opt/server\n"},
    {"text_on_huge_pages", "base", "/opt/server",
     "00400000-00401000 r--p 00000000 08:01 7 /opt/server\n"
     "00401000-00402000 r-xp 00000000 00:00 0 \n"
     "00402000-00403000 r--p 00002000 08:01 7 /opt/server\n"},
    {"text_on_hugetlbfs", "base", "/opt/server",
     "00400000-00401000 r--p 00000000 08:01 7 /opt/server\n"
     "00401000-00402000 r-xp 00000000 00:0e 9 /anon_hugepage (deleted)\n"
     "00402000-00403000 r--p 00002000 08:01 7 /opt/server\n"},
    {"moved_by_prefix",
     "base",
     "/opt/new/server",
     "00400000-00401000 r--p 00000000 08:01 7 /srv/old/server\n"
     "00401000-00402000 r-xp 00001000 08:01 7 /srv/old/server\n",
     0,
     {"--path-map", "/srv/old=@/opt/new"}},
    {"named_program",
     "base",
     "/elsewhere/renamed",
     "00400000-00401000 r--p 00000000 08:01 7 /srv/server\n"
     "00401000-00402000 r-xp 00001000 08:01 7 /srv/server\n",
     0,
     {"--program", "@/elsewhere/renamed"}},
    {"program_in_memfd",
     "base",
     "/kept/server",
     "00400000-00401000 r--p 00000000 00:01 7 /memfd:server (deleted)\n"
     "00401000-00402000 r-xp 00001000 00:01 7 /memfd:server (deleted)\n"
     "00402000-00403000 r--p 00002000 00:01 7 /memfd:server (deleted)\n",
     0,
     {"--symbols", "@/kept"}},
    {"found_by_layout",
     "base",
     "/kept/of another name",
     "00400000-00401000 r--p 00000000 08:01 7 /srv/server\n"
     "00401000-00402000 r-xp 00001000 08:01 7 /srv/server\n"
     "00402000-00403000 r--p 00002000 08:01 7 /srv/server\n",
     0,
     {"--symbols", "@/kept"}},
    {"position_independent", "pie-by-bfd", "/opt/server",
     "55d0a0000000-55d0a0001000 r--p 00000000 08:01 7 /opt/server\n"
     "55d0a0001000-55d0a0002000 r-xp 00001000 08:01 7 /opt/server\n"
     "55d0a0002000-55d0a0003000 r--p 00002000 08:01 7 /opt/server\n",
     0x55d0a0000000},
    {"addresses_unlike_offsets", "script-layout", "/opt/server", ""},
    {"one_segment_for_all", "lld-one-segment", "/opt/server", ""},
    {"linked_by_lld", "gcc-by-lld", "/opt/server", ""},
    {"linked_by_gold", "pie-by-gold", "/opt/server", "", 0x7f1234560000},
    {"all_in_one_segment", "one-segment", "/opt/server", ""},
    {"pages_of_64_kib", "foreign-aarch64", "/opt/lib.so", "", 0xffff80000000, {}, 65536},
};

INSTANTIATE_TEST_SUITE_P(Matrix, Mapped, testing::ValuesIn(kMaps),
                         [](const auto& row) { return std::string(row.param.name); });

// Code of the kernel has no file; it is said where it lies, and nothing else.
TEST(MappedKernelCode, IsNamedByItsMapping) {
  const std::string dump = temp_path("vdso.heap");
  std::ofstream(dump) << "heap_v2/1\n  t*: 1: 1000 [0: 0]\n@ 0x7ffd00001123\n"
                         "  t*: 1: 1000 [0: 0]\n\nMAPPED_LIBRARIES:\n"
                         "7ffd00001000-7ffd00003000 r-xp 00000000 00:00 0 [vdso]\n";
  const std::vector<std::string> arguments = {"export", "--to", "folded", "--quiet", dump};
  EXPECT_THAT(run_command_line(arguments, {}).output, testing::StartsWith("[vdso]+0x"));
  fs::remove(dump);
}

}  // namespace
}  // namespace jescope
