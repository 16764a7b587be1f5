// SPDX-License-Identifier: Apache-2.0
#include "jescope/select/name_rules.h"

#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <vector>

#include "tests/support/diagnostics_text.h"

namespace jescope {
namespace {

struct NameCase {
  std::string name;
  std::string function;
  std::string expected;
};

std::string case_name(const testing::TestParamInfo<NameCase>& row) {
  return row.param.name;
}

class BuildMarks : public testing::TestWithParam<NameCase> {};

TEST_P(BuildMarks, AreDropped) {
  EXPECT_EQ(NameRules().apply(GetParam().function), GetParam().expected);
}

// A name that has to stay as it is.
NameCase same(const std::string& name, const std::string& function) {
  return {name, function, function};
}

INSTANTIATE_TEST_SUITE_P(
    Clones, BuildMarks,
    testing::Values(
        NameCase{"Llvm", "parse.llvm.1234567890", "parse"},
        NameCase{"LlvmHex", "parse.llvm.9D5E2C3A", "parse"},
        NameCase{"Constprop", "parse.constprop.0", "parse"},
        NameCase{"Isra", "parse.isra.12", "parse"}, NameCase{"Part", "parse.part.0", "parse"},
        NameCase{"Cold", "parse.cold", "parse"}, NameCase{"ColdNumber", "parse.cold.3", "parse"},
        NameCase{"LtoPrivate", "table.lto_priv.0", "table"},
        NameCase{"Unique", "init.__uniq.330429870", "init"},
        NameCase{"Clone", "parse.clone.2", "parse"}, NameCase{"Alias", "parse.localalias", "parse"},
        NameCase{"Several", "parse.isra.0.part.0.cold", "parse"},
        NameCase{"UniqueAndLlvm", "init.__uniq.1.llvm.2", "init"},
        NameCase{"Libiberty", "parse(int) [clone .cold]", "parse(int)"},
        NameCase{"LibibertyTwice", "f(int) [clone .constprop.0] [clone .cold]", "f(int)"},
        NameCase{"LibibertyTogether", "f(int) [clone .constprop.0.isra.0]", "f(int)"},
        NameCase{"LlvmDemangler", "f(int) (.llvm.123)", "f(int)"},
        NameCase{"LlvmDemanglerTwice", "f(int) (.part.0.cold)", "f(int)"},
        NameCase{"BehindADemangledName", "f(int).llvm.123", "f(int)"},
        NameCase{"BeforeTheFile", "init.cold (cache.c)", "init (cache.c)"},
        NameCase{"Initializer", "__cxx_global_var_init.12", "__cxx_global_var_init"},
        same("InitializerWithoutNumber", "__cxx_global_var_init..x"),
        same("FileOfAName", "init (cache.c)"), same("FileCalledCold", "init (cache.cold.c)"),
        same("FileCalledPart", "init (list.part.c)"), same("JavaClone", "java.util.List.clone"),
        same("GoPart", "main.part"), same("Dotted", "java.cold.Store.put"),
        same("UnknownClone", "f(int) [clone .avx2]"), same("NoNumber", "f.llvm.x"),
        same("Whole", ".cold"), same("Resolver", "f.resolver"),
        same("StaticInitializer", "_GLOBAL__sub_I_main.cc"), same("Place", "libfoo.so!fn@0x1234"),
        same("NoBacktrace", "[no backtrace]")),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Rust, BuildMarks,
    testing::Values(
        NameCase{"Hash", "cache::put::h0123456789abcdef", "cache::put"},
        NameCase{"HashAndLlvm", "cache::put::h0123456789abcdef.llvm.12", "cache::put"},
        NameCase{"HashOfClosure", "cache::put::{{closure}}::h0123456789abcdef",
                 "cache::put::{{closure}}"},
        NameCase{"Crate", "core[846817f741e54dfd]::slice::sort", "core::slice::sort"},
        NameCase{"CratesInside", "<std[98a]::A as core[1f]::B>::f", "<std::A as core::B>::f"},
        NameCase{"Closure", "cache::put::{closure#0}", "cache::put::{closure}"},
        NameCase{"Shim", "<F as FnOnce>::call_once::{shim:vtable#0}",
                 "<F as FnOnce>::call_once::{shim:vtable}"},
        same("LegacyClosure", "cache::put::{{closure}}"),
        same("ShortHash", "cache::h0123456789abcde"), same("LongHash", "cache::h0123456789abcdef0"),
        same("FewDigits", "cache::haaaaaaaaaaaaaaaa"),
        same("PathBehindHash", "cache::h0123456789abcdef::put"),
        same("Slice", "<[T] as core::Index<I>>::index"), same("Array", "fill::<[u8; 10]>")),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Unnamed, BuildMarks,
    testing::Values(
        NameCase{"Lambda", "run()::{lambda(int)#3}::operator()(int) const",
                 "run()::{lambda(int)}::operator()(int) const"},
        NameCase{"LambdaInside", "run()::{lambda(A, {lambda()#1})#12}::operator()()",
                 "run()::{lambda(A, {lambda()})}::operator()()"},
        NameCase{"GenericLambda", "f()::{lambda(auto:1)#2}::operator()<int>(int)",
                 "f()::{lambda(auto:1)}::operator()<int>(int)"},
        NameCase{"Type", "f()::{unnamed type#2}::g()", "f()::{unnamed type}::g()"},
        NameCase{"ClangLambda", "run()::$_3::operator()() const", "run()::$_::operator()() const"},
        NameCase{"LlvmLambda", "run()::'lambda0'(int)::operator()(int)",
                 "run()::'lambda'(int)::operator()(int)"},
        NameCase{"LlvmType", "run()::'unnamed1'::g()", "run()::'unnamed'::g()"},
        NameCase{"JavaLambda", "com.acme.Job$$Lambda$14/0x00000008000b1440.run",
                 "com.acme.Job$$Lambda$.run"},
        NameCase{"NewJavaLambda", "com.acme.Job$$Lambda/0x00000008000b1440.run",
                 "com.acme.Job$$Lambda.run"},
        NameCase{"HiddenClass", "java.lang.invoke.LambdaForm$MH/0x00007f12a4001c00.invoke",
                 "java.lang.invoke.LambdaForm$MH.invoke"},
        same("ShortNumber", "a/0x12"), NameCase{"AbiTag", "name[abi:cxx11](Row)", "name(Row)"},
        NameCase{"AbiTags", "A[abi:v1]::f[abi:cxx11][abi:v2]()", "A::f()"},
        same("AnonymousNamespace", "(anonymous namespace)::Cache::put(int)"),
        same("ArrayParameter", "f(int (&) [10])"), same("NumberSign", "f#12"),
        same("Quote", "operator\"\" 'x"), same("Overload", "f(long)"),
        same("Subscript", "A::operator[](int)")),
    case_name);

class TemplateNames : public testing::TestWithParam<NameCase> {};

TEST_P(TemplateNames, LoseTheirArguments) {
  const Result<NameRules> rules = NameRules::compile(TemplateArguments::kDrop, {});
  ASSERT_TRUE(rules.ok());
  EXPECT_EQ(rules->apply(GetParam().function), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, TemplateNames,
    testing::Values(
        NameCase{"Class", "std::vector<int, A<B> >::push_back(int const&)",
                 "std::vector::push_back(int const&)"},
        NameCase{"NewBrackets", "std::vector<int, A<B>>::push_back(int const&)",
                 "std::vector::push_back(int const&)"},
        NameCase{"FunctionWithType", "std::vector<int> load<Row>(int)", "std::vector load(int)"},
        NameCase{"OverloadsStayApart", "f<int>(std::vector<int>)", "f(std::vector<int>)"},
        NameCase{"Less", "bool operator< <int>(A<int>, A<int>)", "bool operator<(A<int>, A<int>)"},
        NameCase{"Shift", "operator<< <char>(int)", "operator<<(int)"},
        NameCase{"Arrow", "Ptr<Row>::operator->() const", "Ptr::operator->() const"},
        NameCase{"ArrowStar", "Ptr<Row>::operator->*<int>(int)", "Ptr::operator->*(int)"},
        NameCase{"Spaceship", "Ptr<Row>::operator<=>(Ptr<int>)", "Ptr::operator<=>(Ptr<int>)"},
        NameCase{"Greater", "A<1>::operator>(int)", "A::operator>(int)"},
        NameCase{"GreaterShift", "A<1>::operator>><int>(int)", "A::operator>>(int)"},
        NameCase{"Equal", "operator==<int>(A<int>)", "operator==(A<int>)"},
        NameCase{"Call", "F<int>::operator()<long>(int)", "F::operator()(int)"},
        NameCase{"OperatorAsArgument", "sort<&A::operator< >(int)", "sort(int)"},
        NameCase{"Conversion", "A::operator std::vector<int>()", "A::operator std::vector()"},
        NameCase{"Expression", "Array<((2)>(1))>::f()", "Array::f()"},
        NameCase{"LessInExpression", "Array<((1)<(2))>::f()", "Array::f()"},
        NameCase{"FunctionType", "std::function<void (A<int>)>::operator()() const",
                 "std::function::operator()() const"},
        NameCase{"AnonymousNamespace", "(anonymous namespace)::Map<int>::f()",
                 "(anonymous namespace)::Map::f()"},
        NameCase{"Lambda", "run<int>()::{lambda(A<int>)#1}::operator()() const",
                 "run()::{lambda(A<int>)}::operator()() const"},
        NameCase{"Turbofish", "core::ptr::drop_in_place::<alloc::Vec<u8>>",
                 "core::ptr::drop_in_place"},
        NameCase{"InnerTurbofish", "map::<A>::{closure#0}", "map::{closure}"},
        NameCase{"Inherent", "<alloc::Vec<u8>>::push::<A>", "<alloc::Vec<u8>>::push"},
        same("Trait", "<Vec<T> as core::Drop>::drop"),
        same("Impl", "slice::<impl alloc::ToOwned for [T]>::to_owned"),
        same("GccLambda", "run()::<lambda(int)>"), same("OpenOnly", "f<int(int"),
        same("CloseOnly", "f>(int)>"), same("WithFile", "init (cache.c)"),
        same("NothingElse", "::<T>"), same("Word", "cooperator<"),
        same("D", "std.array.Appender!(int[]).put")),
    case_name);

struct RuleCase {
  std::string name;
  std::vector<std::string> rules;
  std::string function;
  std::string expected;
};

class UserRules : public testing::TestWithParam<RuleCase> {};

std::vector<RuleText> rule_texts(const std::vector<std::string>& texts) {
  std::vector<RuleText> rules;
  for (const std::string& text : texts) rules.push_back({text, "--map"});
  return rules;
}

TEST_P(UserRules, Rewrite) {
  const auto rules = NameRules::compile(TemplateArguments::kKeep, rule_texts(GetParam().rules));
  ASSERT_TRUE(rules.ok()) << to_text(rules.error());
  EXPECT_EQ(rules->apply(GetParam().function), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, UserRules,
    testing::Values(RuleCase{"First", {"s/a/b/"}, "aaa", "baa"},
                    RuleCase{"All", {"s/a/b/g"}, "aaa", "bbb"},
                    RuleCase{"AnyCase", {"s/CACHE/lru/gi"}, "Cache::cache", "lru::lru"},
                    RuleCase{"Drop", {"s/^v[0-9]+:://"}, "v12::put(int)", "put(int)"},
                    RuleCase{"Groups", {"s/(\\w+)::(\\w+)/\\2::\\1/"}, "a::b", "b::a"},
                    RuleCase{"Whole", {"s/put/[\\0]/"}, "put", "[put]"},
                    RuleCase{"OtherDelimiter", {"s#a/b#c/d#"}, "a/b", "c/d"},
                    RuleCase{"EscapedDelimiter", {"s/a\\/b/c\\/d/"}, "a/b", "c/d"},
                    RuleCase{"EscapedBackslash", {"s/a/\\\\/"}, "a", "\\"},
                    RuleCase{"Ampersand", {"s/A/B&/"}, "A", "B&"},
                    RuleCase{"InOrder", {"s/a/b/", "s/b/c/"}, "a", "c"},
                    RuleCase{"AfterTheBuiltInOnes", {"s/^put$/get/"}, "put.cold", "get"},
                    RuleCase{"AsTablesPrintIt",
                             {"s/f\\(std::string\\)/g/"},
                             "f(std::__cxx11::basic_string<char, std::char_traits<char>, "
                             "std::allocator<char> >)",
                             "g"},
                    RuleCase{"NoMatch", {"s/x/y/"}, "put", "put"},
                    RuleCase{"NothingLeft", {"s/.*//"}, "put", "put"}),
    [](const auto& row) { return row.param.name; });

class RuleErrors : public testing::TestWithParam<NameCase> {};

TEST_P(RuleErrors, SayWhere) {
  const auto rules =
      NameRules::compile(TemplateArguments::kKeep, rule_texts({GetParam().function}));
  ASSERT_FALSE(rules.ok());
  EXPECT_EQ(rules.error().code, ErrorCode::kUsage);
  EXPECT_EQ(to_text(rules.error()), "--map: expected " + GetParam().expected + "\n");
}

constexpr auto kForm = "s/PATTERN/REPLACEMENT/, got ";

INSTANTIATE_TEST_SUITE_P(
    Table, RuleErrors,
    testing::Values(
        NameCase{"Empty", "", std::string(kForm) + "\"\""},
        NameCase{"OtherCommand", "y/a/b/", std::string(kForm) + "\"y/a/b/\""},
        NameCase{"NoDelimiter", "sabac", std::string(kForm) + "\"sabac\""},
        NameCase{"NotClosed", "s/a/b", std::string(kForm) + "\"s/a/b\""},
        NameCase{"NoReplacement", "s/a/", std::string(kForm) + "\"s/a/\""},
        NameCase{"NoPattern", "s//b/", std::string(kForm) + "\"s//b/\""},
        NameCase{"Flags", "s/a/b/x", "no flags but g and i, got \"s/a/b/x\""},
        NameCase{"Expression", "s/(/b/",
                 "a regular expression (RE2 syntax), got \"s/(/b/\": missing ): ("},
        NameCase{"Group", "s/a/\\1/",
                 "a replacement with \\0 to \\9, got \"s/a/\\1/\": Rewrite schema requests 1 "
                 "matches, but the regexp only has 0 parenthesized subexpressions."},
        NameCase{"Long", "s/" + std::string(2000, 'a') + "/b/",
                 "a rule of at most 1024 bytes, got 2005"}),
    case_name);

TEST(MapFile, TellsLines) {
  const std::vector<RuleText> rules =
      parse_map_file("# names of the old build\n\n  s/a/b/ \r\n\ts#x#y#g", "names.map");
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0].text, "s/a/b/");
  EXPECT_EQ(rules[0].where, "names.map:3");
  EXPECT_EQ(rules[1].text, "s#x#y#g");
  EXPECT_EQ(rules[1].where, "names.map:4");
}

TEST(SourceFiles, FollowOnlyTheUsersRules) {
  const auto rules =
      NameRules::compile(TemplateArguments::kDrop, rule_texts({"s#^/home/[a-z]+/#/src/#"}));
  ASSERT_TRUE(rules.ok());
  EXPECT_EQ(rules->apply_to_file("/home/ann/a<b>.cold"), "/src/a<b>.cold");
}

class HostileNames : public testing::TestWithParam<std::string> {};

TEST_P(HostileNames, TakeLinearTime) {
  const auto rules = NameRules::compile(TemplateArguments::kDrop, rule_texts({"s/(a*)*b/c/g"}));
  ASSERT_TRUE(rules.ok());
  std::string name = "f";
  while (name.size() < size_t{1} << 20) name += GetParam();
  const std::clock_t start = std::clock();
  EXPECT_LE(rules->apply(name).size(), name.size());
  EXPECT_LT(std::clock() - start, 5 * CLOCKS_PER_SEC);
}

INSTANTIATE_TEST_SUITE_P(Table, HostileNames,
                         testing::Values("a", "<", ">", "(", "<(", "()", ".cold", ".cold.1x",
                                         " [clone .cold", " [clone .part.0]x", " (.llvm.1",
                                         "[abi:", "[abi:x", "a[0a1b2c", "::h0123456789abcdef",
                                         "{lambda()#1", "#1", "'lambda1", "$_1", "$$Lambda$1/0x1",
                                         "operator<", "operator<<", "::<", "::<a>", "a<b>(c)",
                                         ".llvm.", "operator", "\xff"));

}  // namespace
}  // namespace jescope
