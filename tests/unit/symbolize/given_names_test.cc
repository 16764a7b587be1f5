// SPDX-License-Identifier: Apache-2.0
//
// parse_given_names: the dump's own names, outermost first, to a chain,
// written here innermost first and joined by " < ".
#include "symbolize/given_names.h"

#include <gtest/gtest.h>

#include <string>

namespace jescope {
namespace {

std::string to_text(const SymbolChain& chain) {
  std::string text;
  for (const SymbolFrame& frame : chain) {
    if (!text.empty()) text += " < ";
    text += frame.function + (frame.inlined ? " (inlined)" : "");
  }
  return text;
}

struct GivenCase {
  const char* name;
  const char* given;
  const char* chain;
};

class GivenNames : public testing::TestWithParam<GivenCase> {};

TEST_P(GivenNames, BecomeAChain) {
  EXPECT_EQ(to_text(parse_given_names(GetParam().given)), GetParam().chain);
}

const GivenCase kCases[] = {
    {"none", "", ""},
    {"one", "main", "main"},
    {"inlined", "main--run(int)--read", "read (inlined) < run(int) (inlined) < main"},
    {"unknown", "??", ""},
    {"address", "0x000055d0c0de1234", ""},
    {"partly_unknown", "main--??", "main"},
    {"outermost_unknown",
     "?"
     "?--read",
     "read"},
    {"decrement", "It::operator--(int)", "It::operator--(int)"},
    {"decrement_inlined", "main--It::operator--()--read",
     "read (inlined) < It::operator--() (inlined) < main"},
    {"decrement_last", "main--operator--", "operator-- (inlined) < main"},
    {"not_an_operator", "my_operator--read", "read (inlined) < my_operator"},
    {"minus", "operator-(A, B)--f", "f (inlined) < operator-(A, B)"},
    {"rust", "_RNvCs32gj3y4fnmh_4main4main.llvm.12--malloc", "malloc (inlined) < main::main"},
    {"version", "main--malloc@@GLIBC_2.2.5", "malloc (inlined) < main"},
    {"bounds", "libz.so.1!fn@0xbcf0--f", "f (inlined) < libz.so.1!fn@0xbcf0"},
    {"empty_parts", "----", ""},
};

INSTANTIATE_TEST_SUITE_P(Names, GivenNames, testing::ValuesIn(kCases),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
