// SPDX-License-Identifier: Apache-2.0
//
// Names of functions that DWARF knows by a short name only (fixtures/scopes.cc):
// they contain where the function is declared, so no two are the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/unit/symbolize/fixture.h"

namespace jescope {
namespace {

// Returns the names of all functions with code in the fixture's own source.
std::vector<std::string> names_in(const char* fixture) {
  std::vector<uint64_t> offsets;
  for (uint64_t at = 0x1000; at < 0x2000; ++at) offsets.push_back(at);
  std::set<std::string> names;
  for (const SymbolChain& chain : look_up(module_at(fixture_path(fixture)), offsets).chains) {
    for (const SymbolFrame& frame : chain) {
      if (frame.file.ends_with("scopes.cc") && !frame.function.empty())
        names.insert(frame.function);
    }
  }
  return {names.begin(), names.end()};
}

// As GCC's symbol table gives them, but for inlined functions.
const std::vector<std::string> kOfGcc = {
    "(anonymous namespace)::Cache::flat_grow",
    "(anonymous namespace)::Cache::grow(int)",
    "(anonymous namespace)::Pool::flat_grow",
    "(anonymous namespace)::Pool::grow(int)",
    "c_linkage",
    "left(int)",
    "left(int)::Local::work(int)",
    "left(int)::{lambda#1}::operator()",
    "left(int)::{lambda(int)#2}::operator()(int) const",
    "main",
    "outer::inner::file_local(int)",
    "right(int)",
    "right(int)::Local::work(int)",
    "right(int)::{lambda(int)#1}::operator()(int) const",
    "right(int)::{lambda(int)#1}::operator()(int) const::{lambda(int)#1}::operator()(int) const"};

// Without a symbol table.
const std::vector<std::string> kOfBareGcc = {
    "(anonymous namespace)::Cache::flat_grow",
    "(anonymous namespace)::Cache::grow",
    "(anonymous namespace)::Pool::flat_grow",
    "(anonymous namespace)::Pool::grow",
    "c_linkage",
    "left(int)",
    "left(int)::Local::work",
    "left(int)::{lambda#1}::operator()",
    "left(int)::{lambda#2}::operator()",
    "main",
    "outer::inner::file_local",
    "right(int)",
    "right(int)::Local::work",
    "right(int)::{lambda#1}::operator()",
    "right(int)::{lambda#1}::operator()::{lambda#1}::operator()"};

// Clang gives linker's names to all.
const std::vector<std::string> kOfClang = {
    "(anonymous namespace)::Cache::flat_grow(int)",
    "(anonymous namespace)::Cache::grow(int)",
    "(anonymous namespace)::Pool::flat_grow(int)",
    "(anonymous namespace)::Pool::grow(int)",
    "c_linkage",
    "left(int)",
    "left(int)::$_0::operator()(int) const",
    "left(int)::$_1::operator()(int) const",
    "left(int)::Local::work(int)",
    "main",
    "outer::inner::file_local(int)",
    "right(int)",
    "right(int)::$_2::operator()(int) const",
    "right(int)::$_2::operator()(int) const::{lambda(int)#1}::operator()(int) const",
    "right(int)::Local::work(int)"};

struct ScopesCase {
  const char* fixture;
  const std::vector<std::string>& names;
};

class Scopes : public testing::TestWithParam<ScopesCase> {};

TEST_P(Scopes, StandBeforeShortNames) {
  if (!has_fixture(GetParam().fixture)) GTEST_SKIP() << "not built here";
  EXPECT_THAT(names_in(GetParam().fixture), testing::UnorderedElementsAreArray(GetParam().names));
}

const ScopesCase kScopes[] = {
    {"scopes-gcc-O0", kOfGcc},
    {"scopes-gcc-O0-bare", kOfBareGcc},
    {"scopes-gcc-O2", kOfGcc},
    {"scopes-gcc-O2-bare", kOfBareGcc},
    {"scopes-gcc-O2-dwarf4", kOfGcc},
    {"scopes-gcc-O2-dwarf4-bare", kOfBareGcc},
    {"scopes-gcc-O2-lto-bare", kOfBareGcc},
    {"scopes-clang-O0", kOfClang},
    {"scopes-clang-O0-bare", kOfClang},
    {"scopes-clang-O2", kOfClang},
    {"scopes-clang-O2-bare", kOfClang},
};

INSTANTIATE_TEST_SUITE_P(Fixtures, Scopes, testing::ValuesIn(kScopes), [](const auto& row) {
  std::string name = row.param.fixture;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace jescope
