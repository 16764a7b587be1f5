// SPDX-License-Identifier: Apache-2.0
//
// The programs built from fixtures/ (see CMakeLists.txt), how to look places
// up in them, and chains as text.
#pragma once

#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/symbolize/symbol_search.h"
#include "symbolize/elf/elf_file.h"

namespace jescope {

inline std::string fixture_path(std::string_view name) {
  return std::string(JESCOPE_FIXTURES) + "/" + std::string(name);
}

inline bool has_fixture(std::string_view name) {
  return std::filesystem::exists(fixture_path(name));
}

// The fixture's name as GoogleTest takes it: "gcc_O2" for "gcc-O2".
inline std::string test_name(std::string fixture) {
  for (char& letter : fixture) {
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '_';
  }
  return fixture;
}

inline Module module_at(std::string path) {
  Module module;
  module.path = std::move(path);
  return module;
}

inline ModuleSymbols look_up(const Module& module, const std::vector<uint64_t>& offsets,
                             SymbolSearch search = {}) {
  Diagnostics diagnostics;
  return make_symbol_source(std::move(search))
      ->look_up(ModuleQuery{&module, offsets, {}, NameDetail::kChains}, diagnostics);
}

// A chain as "read main.cc:12 < main main.cc:30", innermost first.
inline std::string to_text(const SymbolChain& chain) {
  std::string text;
  for (const SymbolFrame& frame : chain) {
    if (!text.empty()) text += " < ";
    const std::string file = std::filesystem::path(frame.file).filename().string();
    const bool has_place = !file.empty() && frame.line != 0;
    text += frame.function;
    if (has_place) text += " " + file + ":" + std::to_string(frame.line);
  }
  return text;
}

}  // namespace jescope
