// SPDX-License-Identifier: Apache-2.0
//
// Compares whole inline chains with an independent reader, llvm-symbolizer, at
// every third byte of the fixtures' code. Left out is what the judge takes from
// symbol tables: it names a place after the nearest symbol. Where DWARF has a
// short name only, ours has scopes before it and the judge's has not.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "jescope/symbolize/demangle.h"
#include "tests/unit/symbolize/fixture.h"

namespace jescope {
namespace {

using Chains = std::map<uint64_t, SymbolChain>;  // by link address

// Compilers mark copies of a function in the symbol table only.
std::string without_clone_suffix(std::string name) {
  for (const std::string_view mark : {" [clone ", ".constprop.", ".isra.", ".part.", ".cold"}) {
    name.resize(std::min(name.find(mark), name.size()));
  }
  return name;
}

std::vector<uint64_t> code_offsets(const ElfFile& file) {
  std::vector<uint64_t> offsets;
  for (const LoadSegment& segment : file.segments()) {
    if (!segment.executable) continue;
    for (uint64_t at = 0; at < segment.file_bytes; at += 3) {
      offsets.push_back(segment.file_offset + at);
    }
  }
  return offsets;
}

Chains our_chains(const ElfFile& file) {
  const std::vector<uint64_t> offsets = code_offsets(file);
  ModuleSymbols symbols = look_up(module_at(file.path()), offsets);
  Chains chains;
  for (size_t i = 0; i < offsets.size(); ++i) {
    for (SymbolFrame& frame : symbols.chains[i]) {
      frame.function = without_clone_suffix(frame.function);
    }
    chains[*link_address(file.segments(), offsets[i])] = symbols.chains[i];
  }
  return chains;
}

std::string run(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string output;
  char block[4096];
  while (const size_t got = fread(block, 1, sizeof block, pipe.get())) output.append(block, got);
  return output;
}

// Reads one frame of the judge: a line with the name, one with file:line:column.
SymbolFrame read_frame(const std::string& name, std::string place) {
  SymbolFrame frame;
  if (name != "??") frame.function = without_clone_suffix(demangle(name));
  place.resize(place.rfind(':'));
  const size_t colon = place.rfind(':');
  frame.file = place.substr(0, colon);
  frame.line = static_cast<uint32_t>(std::stoul(place.substr(colon + 1)));
  return frame;
}

Chains judge_chains(const std::string& path, const Chains& wanted) {
  const std::string questions =
      testing::TempDir() + "jescope_judge_" + std::filesystem::path(path).filename().string();
  std::ofstream file(questions);
  for (const auto& [address, chain] : wanted) file << "0x" << std::hex << address << "\n";
  file.close();
  std::istringstream answers(run(std::string(JESCOPE_LLVM_SYMBOLIZER) +
                                 " --no-demangle --inlines -a --obj=" + path + " < " + questions));
  std::remove(questions.c_str());

  Chains chains;
  std::string line;
  while (std::getline(answers, line)) {
    const uint64_t address = std::stoull(line, nullptr, 16);
    SymbolChain chain;
    std::string place;
    while (std::getline(answers, line) && !line.empty() && std::getline(answers, place)) {
      chain.push_back(read_frame(line, place));
    }
    chains[address] = std::move(chain);
  }
  return chains;
}

bool has_place(const std::string& chain) {
  return chain.find(".cc:") != std::string::npos || chain.find(".h:") != std::string::npos ||
         chain.find(".c:") != std::string::npos;
}

bool is_short_name(const std::string& name) {
  return name == "operator()" || name.find_first_of(":(") == std::string::npos;
}

// Gives the judge's short names the scopes that ours have.
SymbolChain with_our_scopes(SymbolChain judge, const SymbolChain& ours) {
  for (size_t i = 0; i < std::min(judge.size(), ours.size()); ++i) {
    std::string& name = judge[i].function;
    if (is_short_name(name) && ours[i].function.ends_with("::" + name)) name = ours[i].function;
  }
  return judge;
}

constexpr size_t kMostShown = 10;

// Returns the first places at which the two disagree, and counts those compared.
std::string differences(const Chains& ours, const Chains& judge, size_t& compared) {
  std::ostringstream text;
  size_t shown = 0;
  for (const auto& [address, judged] : judge) {
    const std::string own = to_text(ours.at(address));
    const std::string chain = to_text(with_our_scopes(judged, ours.at(address)));
    if (!has_place(chain) && !has_place(own)) continue;
    ++compared;
    if (chain == own || ++shown > kMostShown) continue;
    text << "0x" << std::hex << address << "\n  ours:  " << own << "\n  judge: " << chain << "\n";
  }
  return text.str();
}

class Judge : public testing::TestWithParam<const char*> {};

TEST_P(Judge, AgreesOnEveryChain) {
  if (std::string_view(JESCOPE_LLVM_SYMBOLIZER).empty()) GTEST_SKIP() << "no llvm-symbolizer here";
  if (!has_fixture(GetParam())) GTEST_SKIP() << "not built here: " << GetParam();
  const Result<ElfFile> file = ElfFile::open(fixture_path(GetParam()), {});
  ASSERT_TRUE(file.ok());
  const Chains ours = our_chains(*file);
  size_t compared = 0;
  EXPECT_EQ(differences(ours, judge_chains(file->path(), ours), compared), "");
  EXPECT_GT(compared, 20u);
}

INSTANTIATE_TEST_SUITE_P(
    Fixtures, Judge,
    testing::Values("gcc-O0-dwarf5-pie", "gcc-O2-dwarf5-pie", "gcc-O2-dwarf4-nopie", "gcc-O2-gc",
                    "gcc-O2-zlib", "gcc-O2-lto", "gcc-O2-lines", "gcc-O2-lld",
                    "clang-O0-dwarf5-pie", "clang-O2-dwarf5-pie", "clang-O2-dwarf4-nopie",
                    "clang-O2-gc", "clang-O2-lld", "foreign-aarch64", "foreign-mips",
                    "foreign-i386", "foreign-arm", "scopes-gcc-O0", "scopes-gcc-O2",
                    "scopes-gcc-O2-dwarf4", "scopes-gcc-O2-lto", "scopes-gcc-O2-bare",
                    "scopes-clang-O0", "scopes-clang-O2", "scopes-clang-O2-bare"),
    [](const auto& row) {
      std::string name = row.param;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

}  // namespace
}  // namespace jescope
