// SPDX-License-Identifier: Apache-2.0
//
// What a report page says; how it looks and moves is the browser test's business.
#include "jescope/render/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

#include "render/report/html.h"
#include "tests/browser/report/heap_reports.h"
#include "tests/support/count_of.h"

namespace jescope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

HeapReport service_report(ReportKind kind) {
  return made_report(service_tree(120), kind);
}

std::string page_of(const HeapReport& report) {
  return render_report_html(report, made_style());
}

std::vector<std::string> sections_of(const std::string& page) {
  const std::regex section("<section id=\"([a-z-]+)\"");
  std::vector<std::string> ids;
  for (std::sregex_iterator found(page.begin(), page.end(), section), end; found != end; ++found) {
    ids.push_back((*found)[1]);
  }
  return ids;
}

TEST(RenderReport, OneDump) {
  EXPECT_THAT(
      sections_of(page_of(service_report(ReportKind::kDump))),
      ElementsAre("summary", "functions", "flame", "graph", "source", "symbols", "error", "about"));
}

TEST(RenderReport, APair) {
  EXPECT_THAT(sections_of(page_of(service_report(ReportKind::kPair))),
              ElementsAre("summary", "change", "flame-change", "functions", "flame", "graph",
                          "source", "symbols", "error", "about"));
}

TEST(RenderReport, ASeries) {
  EXPECT_THAT(sections_of(page_of(service_report(ReportKind::kSeries))),
              ElementsAre("summary", "trend", "change", "flame-change", "functions", "flame",
                          "graph", "source", "symbols", "error", "about"));
}

TEST(RenderReport, SaysWhatMendsMissingNames) {
  const std::string page = page_of(service_report(ReportKind::kDump));
  EXPECT_THAT(page, HasSubstr("Only 75.0% of the live bytes have a function name"));
  EXPECT_THAT(page, HasSubstr("<code>/opt/app/libstore.so</code>: not found here."));
  EXPECT_THAT(page, HasSubstr("jescope symbols --sysroot DIR jeprof.out.301.7.i7.heap"));
}

TEST(RenderReport, TellsHowItWasMade) {
  const std::string page = page_of(service_report(ReportKind::kDump));
  EXPECT_THAT(page, HasSubstr("jescope report &#39;/dumps/a b&#39; -o report.html"));
  EXPECT_THAT(page, HasSubstr("Made by jescope 1.2.3."));
}

TEST(RenderReport, ExplainsTheErrorByItsOwnFigures) {
  HeapReport report = service_report(ReportKind::kDump);
  report.newest.total[Metric::kInuseSpace] = {100 << 20, 1e12};
  report.newest.whole[Metric::kInuseObjects] = {200000, 0};
  const std::string page = page_of(report);
  EXPECT_THAT(page, HasSubstr("jemalloc records one allocation per 512.0 KiB on average: 4,321 "
                              "sampled objects stand for 200,000 live ones."));
  EXPECT_THAT(page, HasSubstr("The total of 100.0 MiB therefore has a standard deviation of 976.6 "
                              "KiB (1.0%)"));
  EXPECT_THAT(page, HasSubstr("a function that holds 512.0 KiB is known to ±100 %, one of 8.0 MiB "
                              "to ±25 %, one of 128.0 MiB to ±6 %"));
  EXPECT_THAT(page, HasSubstr("a difference of the total below 4.0 MiB is noise"));
}

TEST(RenderReport, SaysThatEveryAllocationWasRecorded) {
  HeapReport report = service_report(ReportKind::kDump);
  report.newest.sample_period_bytes = 1;
  const std::string page = page_of(report);
  EXPECT_THAT(page, HasSubstr("the numbers have no sampling error"));
  EXPECT_THAT(page, Not(HasSubstr("has a standard deviation of")));
}

struct ChangeCase {
  std::string name;
  Change change;
  std::string words;
};

class ReportedTotal : public testing::TestWithParam<ChangeCase> {};

TEST_P(ReportedTotal, IsJudged) {
  HeapReport report = service_report(ReportKind::kPair);
  report.change->table.total = GetParam().change;
  EXPECT_THAT(page_of(report), HasSubstr(GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(
    Table, ReportedTotal,
    testing::Values(
        ChangeCase{"Grew", {{1000, 0}, {5000, 0}, 100.0}, "The total grew by <strong>+3.9 KiB"},
        ChangeCase{"Shrank", {{5000, 0}, {1000, 0}, 100.0}, "The total shrank by <strong>-3.9 KiB"},
        ChangeCase{"Noise", {{5000, 0}, {5020, 0}, 100.0}, "no change can be told"},
        ChangeCase{"Equal", {{5000, 0}, {5000, 0}, 0.0}, "The total did not change"}),
    [](const auto& row) { return row.param.name; });

// What is new grew by no finite share.
TEST(RenderReport, SortsByFiniteNumbers) {
  const std::string page = page_of(service_report(ReportKind::kSeries));
  EXPECT_THAT(page, HasSubstr("data-order=\"1.0000000000000001e+300\""));
  EXPECT_THAT(page, Not(HasSubstr("data-order=\"inf")));
  EXPECT_THAT(page, Not(HasSubstr("data-order=\"nan")));
}

TEST(RenderReport, AsksForNothingFromOutside) {
  const std::string page = page_of(service_report(ReportKind::kSeries));
  EXPECT_THAT(page, HasSubstr("content=\"default-src 'none'; "));
  EXPECT_THAT(page, Not(HasSubstr(" src=")));
  EXPECT_EQ(count_of(page, "<link"), 0u);
  EXPECT_EQ(count_of(page, "@import"), 0u);
  EXPECT_EQ(count_of(page, "url("), 0u);
}

// Each element of the page is one of ours, whatever names say.
TEST(RenderReport, HostileNamesAreText) {
  const std::string page = page_of(hostile_report());
  const std::string honest = page_of(service_report(ReportKind::kSeries));
  EXPECT_EQ(count_of(page, "<img"), 0u);
  EXPECT_EQ(count_of(page, "<script"), count_of(honest, "<script"));
  EXPECT_EQ(count_of(page, "</script"), count_of(honest, "</script"));
  EXPECT_EQ(count_of(page, "</style"), count_of(honest, "</style"));
  EXPECT_EQ(count_of(page, "]]>"), count_of(honest, "]]>"));
  EXPECT_EQ(count_of(page, "\u202E"), 0u);
  EXPECT_EQ(count_of(page, "\xff"), 0u);
}

TEST(RenderReport, StaysWithinItsBytes) {
  const HeapReport report = made_report(service_tree(30000), ReportKind::kPair);
  ReportStyle style = made_style();
  const std::string whole = render_report_html(report, style);
  style.most_bytes = 1'200'000;
  const std::string cut = render_report_html(report, style);
  EXPECT_THAT(whole, Not(HasSubstr("smaller frames")));
  EXPECT_GT(whole.size(), style.most_bytes);
  EXPECT_LT(cut.size(), style.most_bytes + 10000);
  EXPECT_TRUE(std::regex_search(cut, std::regex("the [0-9,]+ smallest frames, below [^ ]+ .?iB")));
}

TEST(RenderReport, EqualInputsGiveEqualBytes) {
  EXPECT_EQ(page_of(service_report(ReportKind::kSeries)),
            page_of(service_report(ReportKind::kSeries)));
}

TEST(ReportName, IsShortAndWholeInItsTitle) {
  const std::string name = "ns::Map<std::pair<int, long>, " + std::string(80, 'x') + ">::find(int)";
  EXPECT_EQ(html_name("ns::f<int>"), "<code>ns::<wbr>f&lt;int&gt;</code>");
  EXPECT_THAT(html_name(name), HasSubstr("\">ns::<wbr>Map::<wbr>find</code>"));
  EXPECT_THAT(html_name(name), HasSubstr("title=\"ns::Map&lt;std::pair"));
  EXPECT_LT(html_name(std::string(100000, 'y')).size(), 1000u);
}

}  // namespace
}  // namespace jescope
