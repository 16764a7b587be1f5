// SPDX-License-Identifier: Apache-2.0
//
// name_addresses [--threads N] FILE: names the link addresses on standard input
// (hexadecimal, one a line) as `addr2line -afiC -e FILE` does, with jescope's
// symbolizer and no kept answers:
//
//   0x0000000000001234
//   grow                     innermost
//   /src/pool.cc:12
//   main
//   /src/main.cc:30
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "jescope/symbolize/symbol_search.h"
#include "tests/bench/symbols/code_layout.h"

namespace jescope::testing {
namespace {

std::vector<uint64_t> read_addresses(std::istream& lines) {
  std::vector<uint64_t> addresses;
  for (std::string line; std::getline(lines, line);) {
    const char* const start = line.c_str() + (line.starts_with("0x") ? 2 : 0);
    uint64_t address = 0;
    std::from_chars(start, line.c_str() + line.size(), address, 16);
    addresses.push_back(address);
  }
  return addresses;
}

// The offsets of `addresses` in the file: as a query wants them.
std::vector<uint64_t> to_offsets(const CodeLayout& layout, const std::vector<uint64_t>& addresses) {
  std::vector<uint64_t> offsets;
  for (const uint64_t address : addresses) {
    const std::optional<uint64_t> offset = layout.offset_of(address);
    if (offset) offsets.push_back(*offset);
  }
  std::sort(offsets.begin(), offsets.end());
  offsets.erase(std::unique(offsets.begin(), offsets.end()), offsets.end());
  return offsets;
}

void append_chain(const SymbolChain& chain, std::string& text) {
  if (chain.empty()) text += "??\n??:0\n";
  for (const SymbolFrame& frame : chain) {
    text += frame.function.empty() ? "??" : frame.function;
    fmt::format_to(std::back_inserter(text), "\n{}:{}\n", frame.file.empty() ? "??" : frame.file,
                   frame.line);
  }
}

std::string to_text(const std::vector<uint64_t>& addresses, const CodeLayout& layout,
                    const std::vector<uint64_t>& offsets, const ModuleSymbols& symbols) {
  std::string text;
  for (const uint64_t address : addresses) {
    fmt::format_to(std::back_inserter(text), "{:#018x}\n", address);
    const std::optional<uint64_t> offset = layout.offset_of(address);
    const auto row = std::lower_bound(offsets.begin(), offsets.end(), offset.value_or(0));
    append_chain(
        offset ? symbols.chains[static_cast<size_t>(row - offsets.begin())] : SymbolChain(), text);
  }
  return text;
}

int run(const std::string& path, unsigned threads) {
  const std::optional<CodeLayout> layout = read_code_layout(path);
  if (!layout) return fmt::print(stderr, "{}: expected an ELF file\n", path), 1;
  const std::vector<uint64_t> addresses = read_addresses(std::cin);
  const std::vector<uint64_t> offsets = to_offsets(*layout, addresses);
  Module module;
  module.path = path;
  ModuleQuery query;
  query.module = &module;
  query.offsets = offsets;
  Diagnostics diagnostics;
  SymbolSearch search;
  search.threads = threads;
  const ModuleSymbols symbols = make_symbol_source(search)->look_up(query, diagnostics);
  const std::string text = to_text(addresses, *layout, offsets, symbols);
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (!symbols.reason.empty()) fmt::print(stderr, "{}: {}\n", path, symbols.reason);
  return 0;
}

}  // namespace
}  // namespace jescope::testing

int main(int argc, char** argv) {
  const bool has_threads = argc == 4 && std::strcmp(argv[1], "--threads") == 0;
  if (argc != 2 && !has_threads) {
    std::fputs("usage: name_addresses [--threads N] FILE <ADDRESSES\n", stderr);
    return 2;
  }
  std::ios::sync_with_stdio(false);
  const int threads = has_threads ? std::max(1, std::atoi(argv[2])) : 1;
  return jescope::testing::run(argv[argc - 1], static_cast<unsigned>(threads));
}
