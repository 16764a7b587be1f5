// SPDX-License-Identifier: Apache-2.0
//
// The last column is what jeprof 5.3's own script prints of the name.
#include "jescope/model/short_name.h"

#include <gtest/gtest.h>

#include <string>

namespace jescope {
namespace {

struct NameCase {
  std::string name;
  std::string full;
  std::string expected;
  std::string of_jeprof;
};

class ShortName : public testing::TestWithParam<NameCase> {};

TEST_P(ShortName, Ours) {
  EXPECT_EQ(short_name(GetParam().full), GetParam().expected);
}
TEST_P(ShortName, OfJeprof) {
  EXPECT_EQ(jeprof_short_name(GetParam().full), GetParam().of_jeprof);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ShortName,
    testing::Values(
        NameCase{"C", "main", "main", "main"}, NameCase{"Nothing", "", "", ""},
        NameCase{"Parameters", "f(int, char)", "f", "f"},
        NameCase{"Method", "A::f(int) const", "A::f", "A::f"},
        NameCase{"Result", "void* newImpl<false>(unsigned long)", "newImpl", "void* newImpl"},
        NameCase{"ScopedResult", "std::string ns::f<int>(int)", "ns::f", "ns::f"},
        NameCase{"CallOperator", "A::operator()(int) const", "A::operator()", "A::operator"},
        NameCase{"ShiftOperator",
                 "std::ostream& std::operator<< <char>(std::ostream&, char const*)",
                 "std::operator<<", "std::operator<< "},
        NameCase{"New", "operator new(unsigned long)", "operator new", "operator new"},
        NameCase{"NewArray", "operator new[](unsigned long, std::nothrow_t const&)",
                 "operator new[]", "operator new[]"},
        NameCase{"Conversion", "A::operator unsigned long() const", "A::operator unsigned long",
                 "A::operator unsigned long"},
        NameCase{"Clone", "unsigned long long foo<int>(int) [clone .cold]", "foo [clone .cold]",
                 "unsigned long long foo [clone .cold]"},
        NameCase{"Anonymous", "ns::(anonymous namespace)::f(int)", "ns::(anonymous namespace)::f",
                 "ns::::f"},
        NameCase{"AnonymousFirst", "(anonymous namespace)::f", "(anonymous namespace)::f", "::f"},
        NameCase{"Lambda", "f(int)::{lambda(int)#1}::operator()(int) const",
                 "f::{lambda#1}::operator()", "f::{lambda#1}::operator"},
        NameCase{"RustTrait", "<T as Trait>::m", "<T as Trait>::m", "::m"},
        NameCase{"RustType", "<alloc::vec::Vec<T>>::push", "alloc::vec::Vec::push", "::push"},
        NameCase{"RustFunction", "core::ops::function::FnOnce::call_once",
                 "core::ops::function::FnOnce::call_once",
                 "core::ops::function::FnOnce::call_once"},
        NameCase{"OperatorInAName", "f::operators(int)", "f::operators", "f::operators"},
        NameCase{"OpenBracket", "f(int", "f(int", "f(int"},
        NameCase{"ClosedOnly", "f)int(", "f)int(", "f)int("},
        NameCase{"OnlyBrackets", "()", "()", ""}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
