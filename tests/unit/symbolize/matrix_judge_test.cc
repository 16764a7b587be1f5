// SPDX-License-Identifier: Apache-2.0
//
// The matrix of debug information (matrix.cmake): each shape compared with an
// independent reader at every third byte of its code.
#include <gtest/gtest.h>

#include "tests/unit/symbolize/fixture.h"
#include "tests/unit/symbolize/judge.h"

namespace jescope {
namespace {

std::string in_matrix(const std::string& name) {
  return "matrix/" + name;
}

class Matrix : public testing::TestWithParam<const char*> {};

TEST_P(Matrix, EveryChainIsTheJudges) {
  const std::string fixture = in_matrix(GetParam());
  if (!has_judge()) GTEST_SKIP() << "no llvm-symbolizer here";
  if (!has_fixture(fixture)) GTEST_SKIP() << "not built here: " << fixture;
  expect_judge_agrees(fixture_path(fixture), 150);
}

std::string row_name(const testing::TestParamInfo<const char*>& row) {
  return test_name(row.param);
}

INSTANTIATE_TEST_SUITE_P(Optimized, Matrix,
                         testing::Values("gcc-O0", "gcc-O1", "gcc-O2", "gcc-O3", "clang-O0",
                                         "clang-O1", "clang-O2", "clang-O3", "gcc-lto",
                                         "gcc-lto-parts", "clang-lto", "clang-lto-thin"),
                         row_name);

INSTANTIATE_TEST_SUITE_P(Versions, Matrix,
                         testing::Values("gcc-dwarf2", "gcc-dwarf2-strict", "gcc-dwarf3",
                                         "gcc-dwarf4", "gcc-dwarf5", "clang-dwarf2", "clang-dwarf3",
                                         "clang-dwarf4", "clang-dwarf5", "gcc-wide4", "gcc-wide5",
                                         "clang-wide4", "clang-wide5"),
                         row_name);

INSTANTIATE_TEST_SUITE_P(Contents, Matrix,
                         testing::Values("gcc-lines", "clang-lines", "clang-lines-only",
                                         "gcc-types4", "gcc-types5", "clang-types4", "clang-types5",
                                         "gcc-relocated-lines", "gcc-no-views", "gcc-pubnames",
                                         "clang-blocks", "clang-discriminators", "gcc-sections",
                                         "clang-sections"),
                         row_name);

INSTANTIATE_TEST_SUITE_P(Layouts, Matrix,
                         testing::Values("gcc-by-bfd", "gcc-by-gold", "gcc-by-lld", "clang-by-bfd",
                                         "clang-by-gold", "clang-by-lld", "pie-by-bfd",
                                         "pie-by-gold", "pie-by-lld", "separate-code", "mixed-code",
                                         "one-segment", "high-address", "script-layout",
                                         "lld-separate-code", "lld-one-segment"),
                         row_name);

INSTANTIATE_TEST_SUITE_P(Compressed, Matrix,
                         testing::Values("base", "compressed-zlib", "compressed-zlib-gnu",
                                         "gcc-linked-zlib", "gcc-linked-zlib-gnu"),
                         row_name);

INSTANTIATE_TEST_SUITE_P(Split, Matrix,
                         testing::Values("gcc-split4", "gcc-split5", "gcc-split4-types",
                                         "gcc-split5-types", "clang-split4", "clang-split5",
                                         "clang-split4-types", "clang-split5-types"),
                         row_name);

INSTANTIATE_TEST_SUITE_P(Packed, Matrix,
                         testing::Values("gcc-split4-dwp", "gcc-split4-types-dwp",
                                         "clang-split4-dwp", "clang-split4-types-dwp",
                                         "gcc-split4-llvm-dwp", "gcc-split4-types-llvm-dwp",
                                         "clang-split4-llvm-dwp", "clang-split5-llvm-dwp",
                                         "clang-split4-types-llvm-dwp",
                                         "clang-split5-types-llvm-dwp"),
                         row_name);

INSTANTIATE_TEST_SUITE_P(Foreign, Matrix,
                         testing::Values("foreign-i386", "foreign-i386-dwarf4", "foreign-arm",
                                         "foreign-thumb", "foreign-aarch64", "foreign-mips",
                                         "foreign-mipsel", "foreign-mips64", "foreign-ppc",
                                         "foreign-ppc64le", "foreign-riscv64",
                                         "foreign-riscv64-relaxed", "foreign-riscv32",
                                         "foreign-x32", "foreign-ppc64-opd",
                                         "foreign-ppc64-opd-dwarf4", "foreign-s390x"),
                         row_name);

// Programs of a few functions.
class SmallMatrix : public testing::TestWithParam<const char*> {};

TEST_P(SmallMatrix, EveryChainIsTheJudges) {
  const std::string fixture = in_matrix(GetParam());
  if (!has_judge()) GTEST_SKIP() << "no llvm-symbolizer here";
  if (!has_fixture(fixture)) GTEST_SKIP() << "not built here: " << fixture;
  expect_judge_agrees(fixture_path(fixture), 2);
}

INSTANTIATE_TEST_SUITE_P(Languages, SmallMatrix,
                         testing::Values("rust-v0", "rust-legacy", "fortran"), row_name);

}  // namespace
}  // namespace jescope
