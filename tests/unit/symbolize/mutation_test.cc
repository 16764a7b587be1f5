// SPDX-License-Identifier: Apache-2.0
//
// Fixtures with random damage where it hurts, and cut at many lengths: naming
// places of them never crashes, never takes ten seconds, never a gigabyte. A
// child process names one file after the other and says which it is at; what
// breaks it is kept in the test's folder and named.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "jescope/symbolize/code_source.h"
#include "tests/fuzz/elf_areas.h"
#include "tests/unit/symbolize/fixture.h"

namespace jescope {
namespace {

using testing::elf_areas;
using testing::ElfArea;
using Random = std::mt19937_64;

constexpr size_t kMutants = 84;  // of each of the twelve fixtures
constexpr size_t kCuts = 100;    // as well
constexpr size_t kMostFailures = 3;
constexpr rlim_t kMostBytes = rlim_t{1} << 30;
constexpr unsigned kMostSeconds = 10;

std::string read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

size_t below(size_t limit, Random& random) {
  return limit == 0 ? 0 : random() % limit;
}

// Overwrites with a number of 1 to 8 bytes that readers stumble over.
void overwrite(std::string& bytes, size_t at, Random& random) {
  constexpr uint64_t kNumbers[] = {0,           1,          0x7f,        0x80,
                                   0xff,        0xffff,     0x7fffffff,  0x80000000,
                                   0xfffffff0,  0xffffffff, 0x100000000, ~uint64_t{0} >> 1,
                                   ~uint64_t{0}};
  const uint64_t number = kNumbers[below(std::size(kNumbers), random)];
  const size_t length = std::min(size_t{1} << below(4, random), bytes.size() - at);
  std::memcpy(bytes.data() + at, &number, length);
}

void copy_block(std::string& bytes, size_t from, size_t to, Random& random) {
  const size_t room = bytes.size() - std::max(from, to);
  const size_t length = std::min(room, size_t{1} + below(256, random));
  std::memmove(bytes.data() + to, bytes.data() + from, length);
}

void damage_once(std::string& bytes, const std::vector<ElfArea>& areas, Random& random) {
  const ElfArea& area = areas[below(areas.size(), random)];
  const ElfArea& other = areas[below(areas.size(), random)];
  const size_t at = area.start + below(area.length_bytes, random);
  switch (below(4, random)) {
    case 0: bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8, random))); break;
    case 1: overwrite(bytes, at, random); break;
    case 2: copy_block(bytes, other.start + below(other.length_bytes, random), at, random); break;
    default:
      std::memset(bytes.data() + at, below(2, random) == 0 ? 0 : 0xff,
                  std::min(bytes.size() - at, below(64, random)));
  }
}

// The fixture's mutant of that number: damaged ones, then cut ones.
std::string mutant(const std::string& whole, const std::vector<ElfArea>& areas, size_t number) {
  if (number >= kMutants) return whole.substr(0, whole.size() * (number - kMutants) / kCuts);
  Random random(number);
  std::string bytes = whole;
  for (size_t i = 0; i <= number % 8; ++i) damage_once(bytes, areas, random);
  return bytes;
}

std::vector<uint64_t> places_in(size_t file_bytes) {
  std::vector<uint64_t> offsets;
  for (size_t i = 0; i < 200; ++i) offsets.push_back(file_bytes * i / 200 + 1);
  offsets.erase(std::unique(offsets.begin(), offsets.end()), offsets.end());
  return offsets;
}

// Sanitizers need far more address space than they use memory.
void limit_memory() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return;
#else
  const rlimit limit = {kMostBytes, kMostBytes};
  setrlimit(RLIMIT_AS, &limit);
#endif
}

class Mutation : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!has_fixture(GetParam())) GTEST_SKIP() << "no tool that makes it";
    whole_ = read_whole(fixture_path(GetParam()));
    areas_ = elf_areas(whole_);
    path_ = ::testing::TempDir() + "/jescope_mutant_" + std::to_string(getpid());
  }
  void TearDown() override { unlink(path_.c_str()); }

  // Names mutants from `first` on in a child. Returns the one that broke it.
  std::optional<size_t> first_breaking(size_t first) {
    int progress[2];
    if (pipe(progress) != 0) return first;
    const pid_t child = fork();
    if (child == 0) name_all(first, progress[1]);
    close(progress[1]);
    size_t at = first;
    for (size_t next = 0; read(progress[0], &next, sizeof next) == sizeof next;) at = next;
    close(progress[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::nullopt;
    return at;
  }

  // Keeps the mutant for a person to look at.
  std::string kept(size_t number) const {
    const std::string path = path_ + "_" + GetParam() + "_" + std::to_string(number);
    std::ofstream(path, std::ios::binary) << mutant(whole_, areas_, number);
    return path;
  }

 private:
  [[noreturn]] void name_all(size_t first, int progress) {
    limit_memory();
    // Without this, a limit that stops every reader would pass unnoticed.
    if (name_places(whole_) == 0) _exit(1);
    for (size_t number = first; number < kMutants + kCuts; ++number) {
      if (write(progress, &number, sizeof number) != sizeof number) _exit(1);
      name_places(mutant(whole_, areas_, number));
    }
    _exit(0);
  }

  // Returns how many places of the file have a name.
  static void read_code(const Module& module, const std::vector<uint64_t>& places,
                        const SymbolSearch& search) {
    Diagnostics diagnostics;
    const CodeQuery query{{&module, places, {}}, places};
    const auto answers = make_code_source(search)->read(std::span(&query, 1), diagnostics);
    if (answers.size() != 1) _exit(1);
  }

  size_t name_places(const std::string& bytes) {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes;
    alarm(kMostSeconds);
    SymbolSearch search;
    search.debug_dirs.clear();
    const std::vector<uint64_t> places = places_in(bytes.size());
    const Module module = module_at(path_);
    const std::vector<SymbolChain> chains = look_up(module, places, search).chains;
    if (chains.size() != places.size()) _exit(1);
    read_code(module, places, search);
    return places.size() -
           static_cast<size_t>(std::count(chains.begin(), chains.end(), SymbolChain()));
  }

  std::string whole_;
  std::vector<ElfArea> areas_;
  std::string path_;
};

TEST_P(Mutation, IsNamedInBoundedTimeAndMemory) {
  size_t first = 0;
  for (size_t failures = 0; failures < kMostFailures; ++failures) {
    const std::optional<size_t> broken = first_breaking(first);
    if (!broken) return;
    ADD_FAILURE() << "mutant " << *broken << " of " << GetParam() << " is in " << kept(*broken);
    first = *broken + 1;
  }
}

INSTANTIATE_TEST_SUITE_P(, Mutation,
                         ::testing::Values("gcc-O2-dwarf5-pie", "gcc-O2-dwarf4-nopie",
                                           "gcc-O0-dwarf5-pie", "gcc-O2-zlib", "gcc-O2-split",
                                           "gcc-O2-lto", "clang-O2-dwarf5-pie",
                                           "clang-O2-dwarf4-nopie", "libstripped.so", "symtab-only",
                                           "foreign-mips", "foreign-i386"),
                         [](const auto& row) {
                           std::string name = row.param;
                           for (char& c : name)
                             c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
                           return name;
                         });

}  // namespace
}  // namespace jescope
