// SPDX-License-Identifier: Apache-2.0
#include "jescope/render/call_graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/browser/graph/call_graphs.h"
#include "tests/support/count_of.h"

namespace jescope {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string svg(const CallGraph& graph) {
  return render_call_graph_svg(graph, {.title = "A <title>", .subtitle = "with ]]> & more"});
}

std::string dot(const CallGraph& graph) {
  return render_call_graph_dot(graph, {.title = "A \"title\"", .subtitle = "with \\ more"});
}

TEST(RenderCallGraphSvg, ShowsNodesWithSelfAndCumulative) {
  const std::string picture = svg(service_graph());
  EXPECT_EQ(count_of(picture, "<g class=\"node\""), 5u);
  EXPECT_EQ(count_of(picture, "<g class=\"edge"), 7u) << "six, and their group";
  EXPECT_THAT(picture, HasSubstr(">97.7 KiB (10.0%)</text>"));
  EXPECT_THAT(picture, HasSubstr(">of 878.9 KiB (90.0%)</text>"));
  EXPECT_THAT(picture, HasSubstr(">5 of 17 functions, 6 calls; dashed: through functions left"));
  EXPECT_THAT(picture, HasSubstr("self 683.6 KiB (70.0%)"));
  EXPECT_THAT(picture, HasSubstr("with callees 976.6 KiB (100.0%) ± 9.8 KiB"));
}

// As tables have them, before they are cut to the box.
TEST(RenderCallGraphSvg, NamesAreReadable) {
  const std::string of_string =
      "std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >";
  CallGraph graph = service_graph();
  graph.nodes[2].frame.name = of_string + "::replace(unsigned long, unsigned long)";
  graph.nodes[3].frame.name = of_string +
                              " std::operator+<char, std::char_traits<char>, "
                              "std::allocator<char> >(" +
                              of_string + " const&, char)";
  const std::string picture = svg(graph);
  EXPECT_THAT(picture, HasSubstr(">std::string::replace</text>"));
  EXPECT_THAT(picture, HasSubstr(">std::operator+&lt;char&gt;</text>"));
}

TEST(RenderCallGraphSvg, TooltipsTellAllMetrics) {
  CallGraph graph = service_graph();
  graph.nodes[2].self_values[Metric::kInuseObjects] = {1200, 0};
  graph.nodes[2].cumulative_values[Metric::kInuseObjects] = {1500, 0};
  graph.edges[1].values[Metric::kAllocSpace] = {3 << 20, 0};
  const std::string picture = svg(graph);
  EXPECT_THAT(picture, HasSubstr("\nlive objects: self 1,200, with callees 1,500\napp</title>"));
  EXPECT_THAT(picture, HasSubstr("\nallocated bytes: 3.0 MiB\nthrough functions left out</title>"));
  EXPECT_THAT(picture, Not(HasSubstr("allocated objects"))) << "there are none";
}

TEST(RenderCallGraphSvg, HasALegend) {
  EXPECT_THAT(svg(service_graph()), HasSubstr(">holds itself: nothing</text>"));
  EXPECT_THAT(svg(service_graph()), HasSubstr(">functions left out</text>"));
  EXPECT_THAT(svg(change_graph()), HasSubstr(">noise, &lt; 3\u03c3</text>"));
  EXPECT_THAT(svg(change_graph()), Not(HasSubstr(">functions left out</text>")));
}

TEST(RenderCallGraphSvg, SaysWhatLeadsTooFarToBeDrawn) {
  CallGraph graph = wide_graph(600);
  graph.edges.clear();
  for (uint32_t row = 1; row < 600; ++row) graph.edges.push_back({row - 1, row, {100, 0}});
  for (uint32_t row = 0; row < 300; ++row) graph.edges.push_back({row, row + 300, {1, 0}});
  const std::string picture = svg(graph);
  EXPECT_THAT(picture,
              HasSubstr(">600 functions, 663 calls; 236 calls not drawn, they lead too far<"));
  EXPECT_EQ(count_of(picture, "<g class=\"edge\""), 663u);
}

TEST(RenderCallGraphSvg, WideEdgesCarryMore) {
  const std::string picture = svg(service_graph());
  EXPECT_THAT(picture, HasSubstr("data-from=\"0\" data-to=\"1\""));
  EXPECT_THAT(picture, HasSubstr("stroke-width=\"7.3\""));
  EXPECT_THAT(picture, HasSubstr("<g class=\"edge bridge\" data-from=\"1\" data-to=\"2\""));
}

TEST(RenderCallGraphSvg, ChangesHaveTheirSign) {
  const std::string picture = svg(change_graph());
  EXPECT_THAT(picture, HasSubstr("<g class=\"node grown\""));
  EXPECT_THAT(picture, HasSubstr("<g class=\"node shrunk\">"));
  EXPECT_THAT(picture, HasSubstr(">+500 B (50.0%)<"));
  EXPECT_THAT(picture, HasSubstr(">-40 B (-4.0%)<"));
  EXPECT_THAT(picture, HasSubstr("data-from=\"0\" data-to=\"2\""));
}

TEST(RenderCallGraphSvg, ChangesWithinNoiseHaveNoSign) {
  const std::string picture = svg(change_graph());
  EXPECT_THAT(picture, HasSubstr("<g class=\"node\"><title>waver\nself -160 B (-16.0%) ± 100 B, "
                                 "within noise\n"));
  EXPECT_THAT(picture, HasSubstr("</title><rect class=\"n0\""));
  EXPECT_THAT(picture, HasSubstr("<g class=\"edge\" data-from=\"0\" data-to=\"3\">"));
}

TEST(RenderCallGraphSvg, ColoursOfChangesAreOfTheBase) {
  CallGraph graph = change_graph();
  EXPECT_THAT(svg(graph), HasSubstr("</title><rect class=\"g4\""));
  graph.whole.value = 100000;
  EXPECT_THAT(svg(graph), Not(HasSubstr("</title><rect class=\"g4\"")))
      << "0.5 %, and the largest there is";
  EXPECT_THAT(svg(graph), HasSubstr("</title><rect class=\"g1\""));
}

TEST(RenderCallGraphSvg, TellsWhatHoldsMost) {
  EXPECT_THAT(svg(service_graph()),
              HasSubstr("<g class=\"node\" data-heaviest=\"\"><title>rocksdb::Arena"));
  EXPECT_THAT(svg(change_graph()), HasSubstr(" data-heaviest=\"\"><title>grow\n"));
}

TEST(RenderCallGraphSvg, HostileNamesStayText) {
  const std::string picture = svg(hostile_graph());
  EXPECT_THAT(picture, Not(HasSubstr("<script>alert")));
  EXPECT_EQ(count_of(picture, "]]>"), 2u) << "one for the style, one for the script";
  EXPECT_THAT(picture, Not(HasSubstr("\u202E")));
  EXPECT_LT(picture.size(), 60000u) << "names are cut";
}

TEST(RenderCallGraphSvg, AsksForNothingElse) {
  const std::string picture = svg(service_graph());
  EXPECT_EQ(count_of(picture, "http"), count_of(picture, "http://www.w3.org/"));
  EXPECT_THAT(picture, Not(HasSubstr("eval(")));
  EXPECT_THAT(picture, Not(HasSubstr("@import")));
  EXPECT_THAT(picture, Not(HasSubstr("url(")));
}

TEST(RenderCallGraphSvg, IsDeterministic) {
  EXPECT_EQ(svg(hostile_graph()), svg(hostile_graph()));
}

TEST(RenderCallGraphSvg, NothingSaysSo) {
  EXPECT_THAT(svg({}), HasSubstr(">no samples<"));
  EXPECT_THAT(svg({}), HasSubstr(">inuse_space is zero everywhere<"));
}

TEST(RenderCallGraphDot, IsTheGraphInWords) {
  EXPECT_EQ(dot(change_graph()),
            R"dot(digraph "A \"title\"" {
  graph [label="A \"title\"\nwith \\ more\n4 functions, 3 calls" labelloc=t fontname="sans-serif" fontsize=12];
  node [shape=box style=rounded fontname="monospace"];
  edge [fontname="sans-serif" fontsize=9 color="#6e7781"];
  n0 [label="main\nof +300 B (30.0%)" fontsize=10.0 tooltip="main\nself 0 B (0.0%)\nwith callees +300 B (30.0%) ± 10 B\napp" color="#b8412a"];
  n1 [label="grow\n+500 B (50.0%)" fontsize=24.0 tooltip="grow\nself +500 B (50.0%)\nwith callees +500 B (50.0%) ± 10 B\napp" color="#b8412a"];
  n2 [label="shrink\n-40 B (-4.0%)" fontsize=16.3 tooltip="shrink\nself -40 B (-4.0%)\nwith callees -40 B (-4.0%) ± 10 B\napp" color="#2a62a8"];
  n3 [label="waver\n-160 B (-16.0%)" fontsize=10.0 tooltip="waver\nself -160 B (-16.0%) ± 100 B, within noise\nwith callees -160 B (-16.0%) ± 100 B, within noise\napp"];
  n0 -> n1 [label="+500 B" penwidth=7.8 weight=100 color="#b8412a"];
  n0 -> n2 [label="-40 B" penwidth=2.2 weight=21 color="#2a62a8"];
  n0 -> n3 [label="-160 B" penwidth=0.8 weight=1];
}
)dot");
}

TEST(RenderCallGraphDot, QuotesAndBackslashesAreEscaped) {
  const std::string text = dot(hostile_graph());
  EXPECT_THAT(text, HasSubstr(R"(operator\"\" _kb)"));
  EXPECT_THAT(text, HasSubstr(R"(label="back\\\n)"));
  EXPECT_THAT(text, HasSubstr(R"(a\"b'c\\d&amp;amp;e)"));
}

}  // namespace
}  // namespace jescope
