// SPDX-License-Identifier: Apache-2.0
//
// Compares whole inline chains with an independent reader at every third byte
// of the hosted fixtures' code. The matrix (matrix_judge_test.cc) has more.
#include "tests/unit/symbolize/judge.h"

#include <gtest/gtest.h>

#include "tests/unit/symbolize/fixture.h"

namespace jescope {
namespace {

class Judge : public testing::TestWithParam<const char*> {};

TEST_P(Judge, AgreesOnEveryChain) {
  if (!has_judge()) GTEST_SKIP() << "no llvm-symbolizer here";
  if (!has_fixture(GetParam())) GTEST_SKIP() << "not built here: " << GetParam();
  expect_judge_agrees(fixture_path(GetParam()), 20);
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
    [](const auto& row) { return test_name(row.param); });

}  // namespace
}  // namespace jescope
