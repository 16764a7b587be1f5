// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/symbolize/judge.h"

#include <gelf.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "jescope/symbolize/demangle.h"
#include "tests/support/temp_path.h"
#include "tests/unit/symbolize/fixture.h"

namespace jescope {
namespace {

// Compilers mark copies of a function in the symbol table only.
std::string without_clone_suffix(std::string name) {
  for (const std::string_view mark :
       {" [clone ", ".constprop.", ".isra.", ".part.", ".cold", ".lto_priv."}) {
    name.resize(std::min(name.find(mark), name.size()));
  }
  return name;
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

bool has_place(const SymbolChain& chain) {
  return std::any_of(chain.begin(), chain.end(),
                     [](const SymbolFrame& frame) { return frame.line != 0; });
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

}  // namespace

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string output;
  char block[4096];
  while (const size_t got = fread(block, 1, sizeof block, pipe.get())) output.append(block, got);
  return output;
}

std::vector<uint64_t> code_offsets(const ElfFile& file) {
  std::vector<uint64_t> offsets;
  Elf_Scn* section = nullptr;
  while ((section = elf_nextscn(file.elf(), section)) != nullptr) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr || header.sh_type == SHT_NOBITS) continue;
    if ((header.sh_flags & SHF_EXECINSTR) == 0) continue;
    for (uint64_t at = 0; at < header.sh_size; at += 3) offsets.push_back(header.sh_offset + at);
  }
  return offsets;
}

ChainsByAddress our_chains(const ElfFile& file, const std::vector<uint64_t>& offsets,
                           SymbolSearch search) {
  ModuleSymbols symbols = look_up(module_at(file.path()), offsets, std::move(search));
  ChainsByAddress chains;
  for (size_t i = 0; i < offsets.size(); ++i) {
    for (SymbolFrame& frame : symbols.chains[i]) {
      frame.function = without_clone_suffix(frame.function);
    }
    chains[*link_address(file.segments(), offsets[i])] = symbols.chains[i];
  }
  return chains;
}

bool has_judge() {
  return !std::string_view(JESCOPE_LLVM_SYMBOLIZER).empty();
}

ChainsByAddress judge_chains(const std::string& path, const ChainsByAddress& wanted) {
  const std::string questions = temp_path(std::filesystem::path(path).filename().string());
  std::ofstream file(questions);
  for (const auto& [address, chain] : wanted) file << "0x" << std::hex << address << "\n";
  file.close();
  std::istringstream answers(output_of(std::string(JESCOPE_LLVM_SYMBOLIZER) +
                                       " --no-demangle --inlines -a --obj='" + path + "' < '" +
                                       questions + "'"));
  std::filesystem::remove(questions);

  ChainsByAddress chains;
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

Comparison compare(const ChainsByAddress& ours, const ChainsByAddress& judge) {
  Comparison result;
  std::ostringstream text;
  size_t shown = 0;
  for (const auto& [address, judged] : judge) {
    const SymbolChain& own_chain = ours.at(address);
    if (!has_place(judged) && !has_place(own_chain)) continue;
    ++result.compared;
    if (own_chain.size() > 1) ++result.with_inlines;
    const std::string own = to_text(own_chain);
    const std::string chain = to_text(with_our_scopes(judged, own_chain));
    if (chain == own || ++shown > kMostShown) continue;
    text << "0x" << std::hex << address << "\n  ours:  " << own << "\n  judge: " << chain << "\n";
  }
  result.differences = text.str();
  return result;
}

void expect_judge_agrees(const std::string& path, size_t least) {
  const Result<ElfFile> file = ElfFile::open(path, {});
  ASSERT_TRUE(file.ok());
  const ChainsByAddress ours = our_chains(*file, code_offsets(*file));
  const Comparison result = compare(ours, judge_chains(path, ours));
  EXPECT_EQ(result.differences, "");
  EXPECT_GE(result.compared, least);
}

}  // namespace jescope
