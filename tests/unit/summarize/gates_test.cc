// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/gates.h"

#include <gtest/gtest.h>

#include "gate_text.h"
#include "tests/unit/select/side_by_side.h"

namespace jescope {
namespace {

constexpr auto kWhere = "--fail-on";

Gate gate_of(std::string_view text) {
  Result<Gate> gate = parse_gate(text, kWhere, compile_for_test);
  EXPECT_TRUE(gate.ok()) << text;
  return gate.ok() ? *std::move(gate) : Gate();
}

struct ParseCase {
  std::string name;
  std::string text;
  GateSubject subject;
  AmountUnit unit;
  double amount;
  std::string expression = {};
};

class ParseGate : public testing::TestWithParam<ParseCase> {};

TEST_P(ParseGate, Fields) {
  const ParseCase& row = GetParam();
  const Gate gate = gate_of(row.text);
  EXPECT_EQ(gate.subject, row.subject);
  EXPECT_EQ(gate.amount.unit, row.unit);
  const double amount = row.unit == AmountUnit::kPercent ? gate.amount.percent
                                                         : static_cast<double>(gate.amount.units);
  EXPECT_EQ(amount, row.amount);
  EXPECT_EQ(gate.expression, row.expression);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ParseGate,
    testing::Values(
        ParseCase{"Percent", "total>5%", GateSubject::kTotal, AmountUnit::kPercent, 5},
        ParseCase{"Fraction", "total>0.5%", GateSubject::kTotal, AmountUnit::kPercent, 0.5},
        ParseCase{"Zero", "total>0", GateSubject::kTotal, AmountUnit::kPlain, 0},
        ParseCase{"Blanks", " grown >\t8 MiB ", GateSubject::kGrown, AmountUnit::kBytes, 8 << 20},
        ParseCase{"Bytes", "new>100B", GateSubject::kNew, AmountUnit::kBytes, 100},
        ParseCase{"Kib", "new>2KiB", GateSubject::kNew, AmountUnit::kBytes, 2048},
        ParseCase{"Kb", "new>2KB", GateSubject::kNew, AmountUnit::kBytes, 2048},
        ParseCase{"Gib", "stack>1.5GiB", GateSubject::kStack, AmountUnit::kBytes, 1.5 * (1 << 30)},
        ParseCase{"Plain", "stack>100", GateSubject::kStack, AmountUnit::kPlain, 100},
        ParseCase{"Function", "function:^Cache::>1MB", GateSubject::kFunction, AmountUnit::kBytes,
                  1 << 20, "^Cache::"},
        ParseCase{"TheLastSignCounts", "function:vector<int>::operator>>5%", GateSubject::kFunction,
                  AmountUnit::kPercent, 5, "vector<int>::operator>"},
        ParseCase{"LeakSuspects", "leak-suspects>0", GateSubject::kLeakSuspects, AmountUnit::kPlain,
                  0}),
    [](const auto& row) { return row.param.name; });

struct ErrorCase {
  std::string name;
  std::string text;
  std::string printed;
};

class GateError : public testing::TestWithParam<ErrorCase> {};

TEST_P(GateError, HasACaretBelowThePlace) {
  const Result<Gate> gate = parse_gate(GetParam().text, kWhere, compile_for_test);
  ASSERT_FALSE(gate.ok());
  EXPECT_EQ(gate.error().code, ErrorCode::kUsage);
  EXPECT_EQ(printed(gate.error()), GetParam().printed);
}

INSTANTIATE_TEST_SUITE_P(
    Table, GateError,
    testing::Values(
        ErrorCase{"Unit", "total>5x%",
                  "jescope: --fail-on: total>5x%: expected a number before %, got \"5x\"\n"
                  "hint:                     ^ as in total>5% or grown>8MiB\n"},
        ErrorCase{"NoSign", "total 5%",
                  "jescope: --fail-on: total 5%: expected a gate (SUBJECT>AMOUNT), got \"total "
                  "5%\"\n"
                  "hint:               ^ as in total>5% or grown>8MiB\n"},
        ErrorCase{"Subject", " totl > 5%",
                  "jescope: --fail-on:  totl > 5%: expected total, grown, new, stack, "
                  "function:REGEX or leak-suspects, got \"totl\"\n"
                  "hint:                ^ as in total>5% or grown>8MiB\n"},
        ErrorCase{"NoSubject", ">5%",
                  "jescope: --fail-on: >5%: expected total, grown, new, stack, "
                  "function:REGEX or leak-suspects, got none\n"
                  "hint:               ^ as in total>5% or grown>8MiB\n"},
        ErrorCase{"NoAmount", "total> ",
                  "jescope: --fail-on: total> : expected an amount (5%, 8MiB or 100), got none\n"
                  "hint:                     ^ as in total>5% or grown>8MiB\n"},
        ErrorCase{"Amount", "total>five",
                  "jescope: --fail-on: total>five: expected an amount (5%, 8MiB or 100), got "
                  "\"five\"\n"
                  "hint:                     ^ as in total>5% or grown>8MiB\n"},
        ErrorCase{"Negative", "total>-5%",
                  "jescope: --fail-on: total>-5%: expected a number before %, got \"-5\"\n"
                  "hint:                     ^ as in total>5% or grown>8MiB\n"},
        ErrorCase{"NotFinite", "total>nan%",
                  "jescope: --fail-on: total>nan%: expected a number before %, got \"nan\"\n"
                  "hint:                     ^ as in total>5% or grown>8MiB\n"},
        ErrorCase{"TooMany", "total>99999999999TiB",
                  "jescope: --fail-on: total>99999999999TiB: expected an amount (5%, 8MiB or "
                  "100), got \"99999999999TiB\"\n"
                  "hint:                     ^ as in total>5% or grown>8MiB\n"},
        ErrorCase{"NoExpression", "function:>5%",
                  "jescope: --fail-on: function:>5%: expected a regular expression after "
                  "\"function:\", got none\n"
                  "hint:                        ^ as in function:^Cache::\n"},
        ErrorCase{"Expression", "function:(?!a)>5%",
                  "jescope: --fail-on: function:(?!a)>5%: expected RE2 syntax, got \"(?!\"\n"
                  "hint:                        ^ as in function:^Cache::\n"},
        ErrorCase{"LeakSuspectsArePlain", "leak-suspects>5%",
                  "jescope: --fail-on: leak-suspects>5%: expected a count of leak suspects, got "
                  "\"5%\"\n"
                  "hint:                             ^ as in leak-suspects>0\n"},
        ErrorCase{"WideCharacters", "fünction>5x",
                  "jescope: --fail-on: fünction>5x: expected total, grown, new, stack, "
                  "function:REGEX or leak-suspects, got \"fünction\"\n"
                  "hint:               ^ as in total>5% or grown>8MiB\n"},
        ErrorCase{"CharactersBeforeThePlace", "function:ü>5x",
                  "jescope: --fail-on: function:ü>5x: expected an amount (5%, 8MiB or 100), got "
                  "\"5x\"\n"
                  "hint:                          ^ as in total>5% or grown>8MiB\n"},
        ErrorCase{"Nothing", "",
                  "jescope: --fail-on: : expected a gate (SUBJECT>AMOUNT), got none\n"
                  "hint:               ^ as in total>5% or grown>8MiB\n"}),
    [](const auto& row) { return row.param.name; });

GateReport judge_sides(const std::string& before, const std::string& after,
                       const std::vector<Gate>& gates, const GateOptions& options = {}) {
  const Profile sides = side_by_side(before, after, Granularity::kFunction);
  constexpr auto kError = ChangeError::kBothSides;
  return judge(gates, build_diff_table(sides, Metric::kInuseSpace, kError, DiffRows::kSelf),
               build_diff_table(sides, Metric::kInuseSpace, kError, DiffRows::kStacks), options);
}

// "broken|passed: found", then the note and the names of the findings.
std::string to_text(const GateReport& report) {
  std::string text;
  for (const GateResult& result : report.results) {
    text += fmt::format("{}: {}\n", result.broken ? "broken" : "passed", result.found);
    if (!result.note.empty()) text += fmt::format("note: {}\n", result.note);
    for (const GateFinding& finding : result.worst) {
      text += fmt::format("  {} {:+}\n", finding.name, finding.change.value());
    }
  }
  for (const AcceptedGrowth& accepted : report.accepted) {
    text += fmt::format("accepted: {}\n", accepted.found);
  }
  return text;
}

struct JudgeCase {
  std::string name;
  std::string gate;
  std::string before;
  std::string after;
  std::string text;
  bool ignore_noise = false;
};

class Judge : public testing::TestWithParam<JudgeCase> {};

TEST_P(Judge, Text) {
  const JudgeCase& row = GetParam();
  GateOptions options;
  options.ignore_noise = row.ignore_noise;
  EXPECT_EQ(to_text(judge_sides(row.before, row.after, {gate_of(row.gate)}, options)), row.text);
}

constexpr auto kMost = "9223372036854775807";

INSTANTIATE_TEST_SUITE_P(
    Table, Judge,
    testing::Values(
        JudgeCase{"TotalMore", "total>5%", "f 1000\n", "f 1000\ng 60\n",
                  "broken: total grew by 60 B (6.0%), more than 5%\n  g +60\n"},
        JudgeCase{"TotalExactlyTheAmount", "total>5%", "f 1000\n", "f 1050\n",
                  "passed: total grew by 50 B (5.0%), within 5%\n"},
        JudgeCase{"TotalBytes", "total>49", "f 1000\n", "f 1050\n",
                  "broken: total grew by 50 B (5.0%), more than 49 B\n  f +50\n"},
        JudgeCase{"TotalShrank", "total>0%", "f 1000\n", "f 10\n",
                  "passed: total shrank by 990 B (99.0%), within 0%\n"},
        JudgeCase{"TotalUnchanged", "total>0%", "f 10\n", "f 10\n",
                  "passed: total did not change, within 0%\n"},
        JudgeCase{"TotalVanished", "total>5%", "f 10\n", "",
                  "passed: total shrank by 10 B (100.0%), within 5%\n"},
        JudgeCase{"ZeroBase", "total>500%", "", "f 1\n",
                  "broken: total grew by 1 B, more than 500%\n  f +1\n"},
        JudgeCase{"BothEmpty", "total>0", "", "", "passed: total did not change, within 0 B\n"},
        JudgeCase{"TotalWithinNoise", "total>5%", "f 1000~10000\n", "f 1300~10000\n",
                  "passed: total grew by 300 B (30.0%, ± 141 B), within noise\n"
                  "note: more than 5%, but let pass as noise\n"},
        JudgeCase{"NoiseIsJudgedWhenAsked", "total>5%", "f 1000~10000\n", "f 1300~10000\n",
                  "broken: total grew by 300 B (30.0%, ± 141 B), more than 5%\n  f +300\n", true},
        JudgeCase{"TotalBeyondNoise", "total>5%", "f 1000~10000\n", "f 1430~10000\n",
                  "broken: total grew by 430 B (43.0%, ± 141 B), more than 5%\n  f +430\n"},
        JudgeCase{"LargestGrowth", "total>5%", "", std::string("f ") + kMost + "\n",
                  "broken: total grew by 8.0 EiB, more than 5%\n  f +9223372036854775807\n"},
        JudgeCase{"Grown", "grown>10", "a 10\nb 10\nc 10\n", "a 30\nb 25\nc 20\nd 99\n",
                  "broken: 2 functions grew by more than 10 B; a grew by 20 B (200.0%)\n"
                  "  a +20\n  b +15\n"},
        JudgeCase{"GrownPercentIsOfTheTotal", "grown>10%", "a 10\nb 90\n", "a 22\nb 100\n",
                  "broken: function a grew by 12 B (12.0%), more than 10% of the base\n"
                  "  a +12\n"},
        JudgeCase{"GrownNone", "grown>10", "a 10\n", "a 20\nd 99\n",
                  "passed: no function grew by more than 10 B\n"},
        JudgeCase{"GrownNoise", "grown>10", "a 100~400\nb 5\n", "a 120~500\nb 16\n",
                  "broken: function b grew by 11 B (220.0%), more than 10 B\n"
                  "note: let pass as noise: function a grew by 20 B (20.0%, ± 30 B), more than "
                  "10 B\n  b +11\n"},
        JudgeCase{"New", "new>10", "a 10\n", "a 99\nd 12\n",
                  "broken: new function d grew by 12 B, more than 10 B\n  d +12\n"},
        JudgeCase{"NewNoise", "new>10", "", "d 12~144\n",
                  "passed: no new function grew by more than 10 B\n"
                  "note: let pass as noise: new function d grew by 12 B (± 12 B), more than "
                  "10 B\n"},
        JudgeCase{"NewZeroBase", "new>99%", "", "d 1\n",
                  "broken: new function d grew by 1 B, more than 99% of the base\n  d +1\n"},
        JudgeCase{"Stack", "stack>10", "x;f 10\ny;f 50\n", "x;f 30\ny;f 30\n",
                  "broken: stack f grew by 20 B (200.0%), more than 10 B\n  f +20\n"},
        JudgeCase{"FunctionsTogether", "function:^C::>25", "C::a 10\nC::b 10\nC::c 5\nD 1\n",
                  "C::a 30\nC::b 20\nC::c 1\nD 99\n",
                  "broken: what matches \"^C::\" grew by 26 B (104.0%), more than 25 B\n"
                  "  C::a +20\n  C::b +10\n"},
        JudgeCase{"FunctionPercentIsOfWhatMatches", "function:^C::>10%",
                  "C::same 90\nC::b 10\nD 900\n", "C::same 90\nC::b 20\nD 900\n",
                  "passed: what matches \"^C::\" grew by 10 B (10.0%), within 10%\n"},
        JudgeCase{"FunctionZeroBase", "function:^C::>10%", "D 900\n", "C::b 1\nD 900\n",
                  "broken: what matches \"^C::\" grew by 1 B, more than 10%\n  C::b +1\n"},
        JudgeCase{"FunctionMatchesNothing", "function:^X>10%", "D 900\n", "D 999\n",
                  "passed: what matches \"^X\" did not change, within 10%\n"
                  "note: no function of either side matches\n"},
        JudgeCase{"FunctionAsPrinted", "function:^f.std::string.$>1",
                  "f(std::__cxx11::basic_string<char, std::char_traits<char>, "
                  "std::allocator<char> >) 1\n",
                  "f(std::__cxx11::basic_string<char, std::char_traits<char>, "
                  "std::allocator<char> >) 9\n",
                  "broken: what matches \"^f.std::string.$\" grew by 8 B (800.0%), more than 1 B\n"
                  "  f(std::__cxx11::basic_string<char, std::char_traits<char>, "
                  "std::allocator<char> >) +8\n"},
        JudgeCase{"AtMostFiveFindings", "new>0", "", "a 1\nb 2\nc 3\nd 4\ne 5\nf 6\n",
                  "broken: 6 new functions grew by more than 0 B; f grew by 6 B\n"
                  "  f +6\n  e +5\n  d +4\n  c +3\n  b +2\n"}),
    [](const auto& row) { return row.param.name; });

struct SuspectCase {
  size_t suspects;
  bool broken;
  std::string found;
};

class LeakSuspects : public testing::TestWithParam<SuspectCase> {};

TEST_P(LeakSuspects, Count) {
  GateOptions options;
  options.leak_suspects = GetParam().suspects;
  const GateReport report = judge_sides("", "", {gate_of("leak-suspects>1")}, options);
  EXPECT_EQ(report.broken(), GetParam().broken);
  EXPECT_EQ(report.results[0].found, GetParam().found);
}

INSTANTIATE_TEST_SUITE_P(Table, LeakSuspects,
                         testing::Values(SuspectCase{0, false, "0 leak suspects, within 1"},
                                         SuspectCase{1, false, "1 leak suspect, within 1"},
                                         SuspectCase{2, true, "2 leak suspects, more than 1"}));

TEST(CheckGates, LeakSuspectsNeedATrend) {
  const std::vector<Gate> gates = {gate_of("leak-suspects>1")};
  const Result<Done> checked = check_gates(gates, Metric::kInuseSpace, {});
  ASSERT_FALSE(checked.ok());
  EXPECT_EQ(printed(checked.error()),
            "jescope: --fail-on: leak-suspects>1: expected a gate on two dumps, got one on a "
            "series\nhint: jescope trend counts leak suspects\n");
}

TEST(CheckGates, BytesNeedAMetricOfBytes) {
  const std::vector<Gate> gates = {gate_of("total>5%"), gate_of("new>100"), gate_of("new>1MiB")};
  EXPECT_TRUE(check_gates(gates, Metric::kAllocSpace, {}).ok());
  const Result<Done> checked = check_gates(gates, Metric::kInuseObjects, {});
  ASSERT_FALSE(checked.ok());
  EXPECT_EQ(checked.error().where, "--fail-on: new>1MiB");
}

TEST(Judge, NoGateNoBreak) {
  EXPECT_FALSE(judge_sides("a 1\n", "a 9\n", {}).broken());
}

Acceptance accept(int64_t bytes, std::string_view expression) {
  Acceptance acceptance;
  acceptance.most = {"", AmountUnit::kBytes, 0, bytes};
  acceptance.matches = *compile_for_test(expression, "");
  return acceptance;
}

struct AcceptCase {
  std::string name;
  std::vector<std::pair<int64_t, std::string>> accepted;
  std::string gate;
  std::string text;
};

class Accepted : public testing::TestWithParam<AcceptCase> {};

TEST_P(Accepted, IsForgivenBeforeGatesAreJudged) {
  GateOptions options;
  for (const auto& [bytes, expression] : GetParam().accepted) {
    options.accepted.push_back(accept(bytes, expression));
  }
  EXPECT_EQ(to_text(judge_sides("x;C::a 10\nC::b 10\nD 80\n", "x;C::a 40\nC::b 15\nD 90\n",
                                {gate_of(GetParam().gate)}, options)),
            GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Accepted,
    testing::Values(AcceptCase{"None",
                               {},
                               "total>0",
                               "broken: total grew by 45 B (45.0%), more than 0 B\n"
                               "  C::a +30\n  D +10\n  C::b +5\n"},
                    AcceptCase{"Part",
                               {{20, "C::a"}},
                               "total>20",
                               "broken: total grew by 25 B (25.0%), more than 20 B\n"
                               "  C::a +10\n  D +10\n  C::b +5\naccepted: 20 B of 20 B used\n"},
                    AcceptCase{"MoreThanThereIs",
                               {{100, "^C::"}},
                               "total>10",
                               "passed: total grew by 10 B (10.0%), within 10 B\n"
                               "accepted: 35 B of 100 B used\n"},
                    AcceptCase{"LargestFirst",
                               {{32, "^C::"}},
                               "grown>0",
                               "broken: 2 functions grew by more than 0 B; D grew by 10 B (12.5%)\n"
                               "  D +10\n  C::b +3\naccepted: 32 B of 32 B used\n"},
                    AcceptCase{"OneAfterTheOther",
                               {{30, "C::a"}, {30, "^C::"}},
                               "function:^C::>0",
                               "passed: what matches \"^C::\" did not change, within 0 B\n"
                               "accepted: 30 B of 30 B used\naccepted: 5 B of 30 B used\n"},
                    AcceptCase{"OfStacksToo",
                               {{30, "C::a"}},
                               "stack>9",
                               "broken: stack D grew by 10 B (12.5%), more than 9 B\n"
                               "  D +10\naccepted: 30 B of 30 B used\n"},
                    AcceptCase{"Nothing",
                               {{30, "^X"}},
                               "total>90",
                               "passed: total grew by 45 B (45.0%), within 90 B\n"
                               "accepted: nothing to forgive\n"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
