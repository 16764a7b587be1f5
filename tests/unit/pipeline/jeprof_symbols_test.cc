// SPDX-License-Identifier: Apache-2.0
#include "pipeline/jeprof/jeprof_symbols.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <sstream>

#include "jescope/symbolize/symbol_search.h"

extern "C" __attribute__((noinline)) int jescope_test_symbols(int count) {
  volatile int sum = 0;
  for (int i = 0; i < count; ++i) sum = sum + i;
  return sum;
}

namespace jescope {
namespace {

std::string ask(const std::string& questions) {
  Diagnostics diagnostics;
  const std::unique_ptr<SymbolSource> source = make_symbol_source({});
  const Result<std::string> answer =
      answer_symbols(questions, "/proc/self/exe", Request(), *source, diagnostics);
  return answer.ok() ? *answer : answer.error().message;
}

std::string own_map() {
  std::ostringstream maps;
  maps << std::ifstream("/proc/self/maps").rdbuf();
  return maps.str();
}

TEST(JeprofSymbols, AreAnsweredInTheirOrder) {
  const auto start = reinterpret_cast<uintptr_t>(&jescope_test_symbols);
  EXPECT_EQ(ask(fmt::format("{}{:#x}\n0x10\n  pc={:#x} again\n", own_map(), start + 1, start)),
            "jescope_test_symbols\n??\njescope_test_symbols\n");
}

TEST(JeprofSymbols, AnAddressIsNotTheOneBeforeIt) {
  const auto start = reinterpret_cast<uintptr_t>(&jescope_test_symbols);
  EXPECT_EQ(ask(own_map() + fmt::format("{:#x}\n", start)), "jescope_test_symbols\n");
  EXPECT_NE(ask(own_map() + fmt::format("{:#x}\n", start - 1)), "jescope_test_symbols\n");
}

TEST(JeprofSymbols, OfNothingAreNone) {
  EXPECT_EQ(ask(""), "");
  EXPECT_EQ(ask("no address\nx0x12 0x12g\n"), "");
}

// As a dump's map begins.
TEST(JeprofSymbols, LinesThatAskNothingArePassedOver) {
  const auto start = reinterpret_cast<uintptr_t>(&jescope_test_symbols);
  Diagnostics diagnostics;
  const std::unique_ptr<SymbolSource> source = make_symbol_source({});
  const Result<std::string> answer =
      answer_symbols(fmt::format("MAPPED_LIBRARIES:\n{}\n{:#x}\n", own_map(), start),
                     "/proc/self/exe", Request(), *source, diagnostics);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(*answer, "jescope_test_symbols\n");
  EXPECT_TRUE(diagnostics.list().empty());
}

}  // namespace
}  // namespace jescope
