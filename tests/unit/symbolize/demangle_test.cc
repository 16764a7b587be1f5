// SPDX-License-Identifier: Apache-2.0
//
// demangle: linker names in, readable names out.
#include "jescope/symbolize/demangle.h"

#include <gtest/gtest.h>

#include <string>

namespace jescope {
namespace {

struct DemangleCase {
  const char* name;
  std::string linkage_name;
  std::string readable;
};

std::string repeated(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

// A C++ name whose parameter doubles in length `levels` times:
// A<int, int>, B<A<int, int>, A<int, int>>, ...
std::string doubling_cpp_name(int levels) {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::string name = "_Z1f1AIiiE";
  for (int level = 0; level < levels; ++level) {
    const std::string previous = std::string("S") + kDigits[static_cast<size_t>(2 * level)] + "_";
    name += std::string("1") + static_cast<char>('B' + level) + "I" + previous + previous + "E";
  }
  return name;
}

// The same in Rust: ((u), (u)) again and again by back references.
std::string doubling_rust_name(int levels, const std::string& function) {
  std::string name = "_RINvC1a" + function;
  size_t previous = name.size() - 2;
  name += "TuuE";
  for (int level = 0; level < levels; ++level) {
    const size_t here = name.size() - 2;
    constexpr std::string_view kDigits =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    std::string digits;
    for (size_t left = previous - 1; digits.empty() || left != 0; left /= 62) {
      digits.insert(digits.begin(), kDigits[left % 62]);
    }
    name += "TB" + digits + "_B" + digits + "_E";
    previous = here;
  }
  return name + "E";
}

class Demangle : public testing::TestWithParam<DemangleCase> {};

TEST_P(Demangle, GivesReadableName) {
  EXPECT_EQ(demangle(GetParam().linkage_name), GetParam().readable);
}

const DemangleCase kCases[] = {
    {"plain", "malloc", "malloc"},
    {"empty", "", ""},
    {"already_readable", "foo(int)", "foo(int)"},
    {"cpp", "_ZN3foo3barEi", "foo::bar(int)"},
    {"cpp_constructor", "_ZN3fooC1Ev", "foo::foo()"},
    {"cpp_letters_of_an_expansion",
     "_ZN8Dispatch4loadILm28EEEN8EnableIfIXntsr3HasIXT_ELm8EE5valueEvE4typeEPv",
     "EnableIf<!Has<28ul, 8ul>::value, void>::type Dispatch::load<28ul>(void*)"},
    {"cpp_anonymous_namespace", "_ZN12_GLOBAL__N_13fooEv", "(anonymous namespace)::foo()"},
    {"cpp_operator_new", "_Znwm", "operator new(unsigned long)"},
    {"cpp_template", "_Z3sumIiET_S0_", "int sum<int>(int)"},
    {"cpp_damaged", "_ZN3fo", "_ZN3fo"},
    {"version", "malloc@@GLIBC_2.2.5", "malloc"},
    {"hidden_version", "_ZN3fooC1Ev@V_1", "foo::foo()"},
    {"version_only", "@feat.00", "@feat.00"},
    {"cold", "_Z3fooi.cold", "foo(int)"},
    {"numbered_cold", "_Z3fooi.cold.12", "foo(int)"},
    {"clones", "_Z3fooi.constprop.0.isra.0", "foo(int)"},
    {"part_of_c", "main.part.0.cold", "main"},
    {"copy_of_link_time", "helper.lto_priv.3", "helper"},
    {"unique_internal_name", "_ZL3foov.__uniq.8175", "foo()"},
    {"copy_with_version", "foo.localalias@V1", "foo"},
    {"variant_of_a_machine", "_Z3foov.avx2", "foo() [clone .avx2]"},
    {"outlined_by_openmp", "work._omp_fn.0", "work._omp_fn.0"},
    {"suffix_without_function", ".cold", ".cold"},
    {"number_without_function", ".part.0", ".part.0"},
    {"cpp_module_hash", "_Z3foov.llvm.99", "foo()"},
    {"not_a_module_hash", "_Z3foov.llvm.x1", "foo() [clone .llvm] [clone .x1]"},
    {"rust_legacy", "_ZN4core3fmt9Formatter9write_str17h0123456789abcdefE",
     "core::fmt::Formatter::write_str"},
    {"rust_legacy_escapes",
     "_ZN45_$LT$foo..Bar$u20$as$u20$core..fmt..Debug$GT$3fmt17h0123456789abcdefE",
     "<foo::Bar as core::fmt::Debug>::fmt"},
    {"rust_v0", "_RNvCs32gj3y4fnmh_4main4main", "main::main"},
    {"rust_v0_module_hash",
     "_RNCINvNtCsjrHSEGnQ3l9_3std2rt10lang_startuE0Cs32gj3y4fnmh_4main.llvm.16198149083465899721",
     "std::rt::lang_start::<()>::{closure#0}"},
    {"rust_v0_unicode", "_RNvCs1_4utf8u9bcher_kva", "utf8::b\u00fccher"},
    {"rust_v0_damaged", "_RNvC", "_RNvC"},
    {"rust_copy", "_RNvCs32gj3y4fnmh_4main4main.cold", "main::main"},
    {"d", "_D3std5stdio4File5closeMFNeZv", "std.stdio.File.close()"},
    {"d_main", "_Dmain", "D main"},
    {"d_damaged", "_D3std9stdio", "_D3std9stdio"},
    {"no_d_name", "_DYNAMIC", "_DYNAMIC"},
    {"d_too_many_references", "_D1a1fF" + repeated("Qa", 30) + "Zv",
     "_D1a1fF" + repeated("Qa", 30) + "Zv"},
    {"swift", "$s4main3fooyyF", "$s4main3fooyyF"},
    {"swift_of_old", "_T04main3fooyyF", "_T04main3fooyyF"},
    {"objective_c", "-[Window setTitle:color:]", "-[Window setTitle:color:]"},
    {"script", "\u0444\u0443\u043d\u043a\u0446\u0438\u044f",
     "\u0444\u0443\u043d\u043a\u0446\u0438\u044f"},
    {"ten_thousand_characters", std::string(10000, 'x'), std::string(10000, 'x')},
    {"longer_than_the_library_likes", "_Z1f" + repeated("3foo", 400),
     "f(" + repeated("foo, ", 399) + "foo)"},
    {"cut", std::string(300'000, 'x'), std::string(16384, 'x')},
    {"cpp_destructor", "_ZN1XD1Ev", "X::~X()"},
    {"cpp_destructor_of_lambda", "_ZZ1fvENUlR1XE1_D2Ev", "f()::{lambda(X&)#3}::~{lambda(X&)#3}()"},
    {"cpp_destructor_in_lambda", "_ZZZ1fvENKUlvE_clEvENUlvE_D2Ev",
     "f()::{lambda()#1}::operator()() const::{lambda()#1}::~{lambda()#1}()"},
    {"cpp_destructor_of_nameless", "_ZZ1fvENUt_D1Ev", "f()::{unnamed type#1}::~{unnamed type#1}()"},
    {"too_long", "_Z1fP" + std::string(5000, 'P') + "i", "_Z1fP" + std::string(5000, 'P') + "i"},
    {"doubled_twice", doubling_cpp_name(2),
     "f(A<int, int>, B<A<int, int>, A<int, int> >, C<B<A<int, int>, A<int, int> >, "
     "B<A<int, int>, A<int, int> > >)"},
    {"too_often_doubled", doubling_cpp_name(17), doubling_cpp_name(17)},
    {"rust_doubled", doubling_rust_name(1, "1b"), "a::b::<((), ()), (((), ()), ((), ()))>"},
    {"rust_too_often_doubled", doubling_rust_name(40, "1b"), doubling_rust_name(40, "1b")},
    {"rust_unicode_too_often_doubled", doubling_rust_name(40, "u9bcher_kva"),
     doubling_rust_name(40, "u9bcher_kva")},
};

INSTANTIATE_TEST_SUITE_P(Names, Demangle, testing::ValuesIn(kCases),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
