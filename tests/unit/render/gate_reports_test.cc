// SPDX-License-Identifier: Apache-2.0
#include "jescope/render/gate_reports.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace jescope {
namespace {

Change change_of(int64_t before, int64_t after, double variance) {
  return {{before, 0}, {after, 0}, variance};
}

GateResult broken_gate(const std::string& function) {
  GateResult result;
  result.text = "total>5%";
  result.where = "--fail-on";
  result.broken = true;
  result.found = "total grew by 12.0 MiB (8.1%, ± 1.2 MiB), more than 5%";
  result.worst = {{function, "src/cache.cc", 42, "/opt/app", {}, change_of(0, 1536, 16384)},
                  {"load", "", 0, "", {"load", "run", "main"}, change_of(8, 16, 0)}};
  return result;
}

GateReport report_with(const std::string& function) {
  GateReport report;
  GateResult passed;
  passed.text = "new>1MiB";
  passed.reason = "agreed";
  passed.found = "no new function grew by more than 1.0 MiB";
  passed.note = "let pass as noise: f";
  report.results = {broken_gate(function), passed};
  report.accepted = {
      {"8MiB function:^rocksdb::", "budget:3", "the cache", "1 B of 8.0 MiB used", 1, 8 << 20}};
  return report;
}

TEST(GatesText, Whole) {
  EXPECT_EQ(render_gates_text(report_with("Cache::insert")),
            "broken  total>5%: total grew by 12.0 MiB (8.1%, ± 1.2 MiB), more than 5%\n"
            "          Cache::insert (cache.cc:42): +1.5 KiB ± 128 B\n"
            "          load ← run ← main: +8 B\n"
            "passed  new>1MiB: no new function grew by more than 1.0 MiB; let pass as noise: f "
            "[agreed]\n"
            "accepted  8MiB function:^rocksdb:: (budget:3): 1 B of 8.0 MiB used [the cache]\n");
}

TEST(Junit, Whole) {
  EXPECT_EQ(
      render_junit(report_with("Cache::insert")),
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites>\n"
      "  <testsuite name=\"jescope\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">\n"
      "    <testcase classname=\"jescope.gates\" name=\"total&gt;5%\">\n"
      "      <failure type=\"gate\" message=\"total grew by 12.0 MiB (8.1%, ± 1.2 MiB), more than "
      "5%\">Cache::insert (cache.cc:42): +1.5 KiB ± 128 B\n"
      "load ← run ← main: +8 B\n"
      "</failure>\n"
      "    </testcase>\n"
      "    <testcase classname=\"jescope.gates\" name=\"new&gt;1MiB\">\n"
      "      <system-out>no new function grew by more than 1.0 MiB; let pass as noise: f "
      "[agreed]</system-out>\n"
      "    </testcase>\n"
      "    <system-out>accepted 8MiB function:^rocksdb:: (budget:3): 1 B of 8.0 MiB used [the "
      "cache]\n"
      "</system-out>\n"
      "  </testsuite>\n"
      "</testsuites>\n");
}

TEST(Junit, Empty) {
  EXPECT_NE(render_junit({}).find("tests=\"0\" failures=\"0\""), std::string::npos);
}

TEST(Github, Whole) {
  EXPECT_EQ(render_github(report_with("Cache::insert")),
            "::error title=jescope total>5%25,file=src/cache.cc,line=42::total grew by 12.0 MiB "
            "(8.1%25, ± 1.2 MiB), more than 5%25"
            "%0ACache::insert (cache.cc:42): +1.5 KiB ± 128 B%0Aload ← run ← main: +8 B\n"
            "::notice title=jescope new>1MiB::no new function grew by more than 1.0 MiB; let pass "
            "as noise: f [agreed]\n");
}

TEST(Github, PropertiesAreEscaped) {
  GateReport report;
  report.results = {broken_gate("f")};
  report.results[0].text = "function:a,b>5%";
  report.results[0].worst[0].file = "C:/a,b\r\n::error::x%.cc";
  const std::string text = render_github(report);
  EXPECT_TRUE(
      text.starts_with("::error title=jescope function%3Aa%2Cb>5%25,"
                       "file=C%3A/a%2Cb  %3A%3Aerror%3A%3Ax%25.cc,line=42::"))
      << text;
}

TEST(Github, NothingToSay) {
  GateReport report;
  report.results.resize(1);
  EXPECT_EQ(render_github(report), "");
}

TEST(Sarif, Whole) {
  EXPECT_EQ(
      render_sarif(report_with("Cache::insert")),
      R"({"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[)"
      R"({"tool":{"driver":{"name":"jescope","rules":[)"
      R"({"id":"total>5%","shortDescription":{"text":"heap growth gate total>5%"}},)"
      R"({"id":"new>1MiB","shortDescription":{"text":"heap growth gate new>1MiB"},)"
      R"("fullDescription":{"text":"agreed"}}]}},)"
      R"("results":[{"ruleId":"total>5%","ruleIndex":0,"level":"error",)"
      R"("message":{"text":"total grew by 12.0 MiB (8.1%, \u00b1 1.2 MiB), more than 5%\n)"
      R"(Cache::insert (cache.cc:42): +1.5 KiB \u00b1 128 B\nload \u2190 run \u2190 main: +8 B"},)"
      R"("locations":[{"physicalLocation":{"artifactLocation":{"uri":"src/cache.cc"},)"
      R"("region":{"startLine":42}},)"
      R"("logicalLocations":[{"fullyQualifiedName":"Cache::insert","kind":"function"}]}]}]}]})"
      "\n");
}

struct UriCase {
  std::string name;
  std::string path;
  std::string uri;
};

class SarifUri : public testing::TestWithParam<UriCase> {};

TEST_P(SarifUri, IsEscaped) {
  GateReport report;
  report.results = {broken_gate("f")};
  report.results[0].worst[0].file = GetParam().path;
  const std::string text = render_sarif(report);
  EXPECT_NE(text.find("\"uri\":\"" + GetParam().uri + "\""), std::string::npos) << text;
}

INSTANTIATE_TEST_SUITE_P(Table, SarifUri,
                         testing::Values(UriCase{"Absolute", "/build/src/a.cc",
                                                 "file:///build/src/a.cc"},
                                         UriCase{"Above", "../a.cc", "../a.cc"},
                                         UriCase{"Blank", "my src/a.cc", "my%20src/a.cc"},
                                         UriCase{"Scheme", "javascript:x", "javascript%3Ax"},
                                         UriCase{"Query", "a?b#c", "a%3Fb%23c"},
                                         UriCase{"Bytes", "\xc3\xbc\xff\n", "%C3%BC%FF%0A"}),
                         [](const auto& row) { return row.param.name; });

TEST(Sarif, WithoutSourceFilesTheDumpIsThePlace) {
  GateReport report;
  report.source = "new dump.heap";
  report.results = {broken_gate("f")};
  report.results[0].worst[0].file = "";
  const std::string text = render_sarif(report);
  EXPECT_NE(text.find(R"("locations":[{"physicalLocation":{"artifactLocation":)"
                      R"({"uri":"new%20dump.heap"}}}]}])"),
            std::string::npos)
      << text;
}

TEST(Sarif, EqualGatesHaveRulesOfTheirOwn) {
  GateReport report;
  report.results = {broken_gate("f"), broken_gate("f")};
  const std::string text = render_sarif(report);
  EXPECT_NE(text.find(R"({"ruleId":"total>5% #2","ruleIndex":1)"), std::string::npos) << text;
}

TEST(Sarif, NamesAreNoLinks) {
  const std::string text = render_sarif(report_with("[x](http://e)"));
  EXPECT_EQ(text.find("](http"), text.rfind("](http")) << text;  // the name of the location
  EXPECT_NE(text.find("\\n[x] (http://e) (cache.cc"), std::string::npos) << text;
}

class HostileGateName : public testing::TestWithParam<std::string> {};

TEST_P(HostileGateName, StaysWithinItsPlace) {
  const GateReport report = report_with(GetParam());
  const GateReport plain = report_with("plain");
  const auto lines = [](const std::string& text) { return std::ranges::count(text, '\n'); };
  for (const auto render : {render_gates_text, render_junit, render_github, render_sarif}) {
    const std::string text = render(report);
    EXPECT_EQ(lines(text), lines(render(plain))) << text;
    for (const char* const bad : {"\x1b", "\x01", "\u202E", "\xff", "\r"}) {
      EXPECT_EQ(text.find(bad), std::string::npos) << text;
    }
  }
  EXPECT_EQ(render_junit(report).find("<x"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Table, HostileGateName,
                         testing::Values("a\nb", "a\r\n::error::x", "</failure><x a=\"'\">&",
                                         "]]><x>", "\x1b[31m", "\x01\xff", "a\u202Eb", "\"},{\"",
                                         "%0A::error::x", "a|b`c"));

}  // namespace
}  // namespace jescope
