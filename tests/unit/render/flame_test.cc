// SPDX-License-Identifier: Apache-2.0
#include "jescope/render/flame.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/browser/flame/flame_trees.h"
#include "tests/support/count_of.h"

namespace jescope {
namespace {

using testing::HasSubstr;
using testing::Not;

// Returns the name of the element that a tag opens or closes.
std::string_view tag_name(std::string_view tag) {
  if (tag.starts_with('/')) tag.remove_prefix(1);
  return tag.substr(0, tag.find_first_of(" /\n"));
}

// Returns what is wrong with the nesting of the document's elements; empty:
// nothing. The whole of XML is the browser test's to check.
std::string nesting_fault(std::string_view xml) {
  std::vector<std::string_view> open;
  for (size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at)) {
    if (xml.substr(at).starts_with("<![CDATA[")) {
      at = xml.find("]]>", at);
      if (at == std::string_view::npos) return "CDATA does not end";
      continue;
    }
    const size_t end = xml.find('>', at);
    if (end == std::string_view::npos) return "tag does not end";
    const std::string_view tag = xml.substr(at + 1, end - at - 1);
    at = end;
    if (tag.starts_with('?') || tag.ends_with('/')) continue;
    if (!tag.starts_with('/')) {
      open.push_back(tag_name(tag));
    } else if (open.empty() || open.back() != tag_name(tag)) {
      return "unexpected <" + std::string(tag) + ">";
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : std::string(open.back()) + " does not end";
}

std::string render(const CallTree& tree) {
  return render_flame_svg(tree, {.title = "A <title>", .subtitle = "with ]]> & more"});
}

TEST(RenderFlameSvg, ElementsNest) {
  EXPECT_EQ(nesting_fault(render(service_tree(500))), "");
  EXPECT_EQ(nesting_fault(render(hostile_tree())), "");
  EXPECT_EQ(nesting_fault(render(deep_tree(2000))), "");
  EXPECT_EQ(nesting_fault(render(TreeMaker().finish())), "");
}

TEST(RenderFlameSvg, HostileNamesStayText) {
  const std::string svg = render(hostile_tree());
  EXPECT_THAT(svg, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(svg, HasSubstr("&lt;/script&gt;&lt;script&gt;alert"));
  EXPECT_EQ(count_of(svg, "]]>"), 2u) << "one for the style, one for the script";
  EXPECT_THAT(svg, Not(HasSubstr("\u202E")));
}

TEST(RenderFlameSvg, FramesThatAPointerMeetsHaveATooltip) {
  const std::string svg = render(service_tree(500));
  EXPECT_GT(count_of(svg, "<g class=\"frame "), 100u);
  EXPECT_EQ(count_of(svg, "narrow\"><title>"), 0u);
  EXPECT_GE(count_of(svg, "<title>"), count_of(svg, "<text x="));
}

TEST(RenderFlameHtml, HoldsThePictureOnce) {
  const std::string html =
      render_flame_html(service_tree(50), {.title = "A <title>", .subtitle = ""});
  EXPECT_TRUE(html.starts_with("<!DOCTYPE html>\n"));
  EXPECT_THAT(html, HasSubstr("<title>A &lt;title&gt;</title>"));
  EXPECT_EQ(count_of(html, "<svg "), 1u);
  EXPECT_THAT(html, Not(HasSubstr("<?xml")));
  EXPECT_THAT(html, HasSubstr("default-src 'none'"));
}

TEST(RenderFlameSvg, IsDeterministic) {
  EXPECT_EQ(render(service_tree(2000)), render(service_tree(2000)));
}

TEST(RenderFlameSvg, EmptyTreeSaysSo) {
  EXPECT_THAT(render({}), HasSubstr(">no samples<"));
  EXPECT_THAT(render(TreeMaker().finish()), HasSubstr(">no samples<"));
  EXPECT_THAT(render(TreeMaker().finish()), Not(HasSubstr("<script>")));
}

TEST(RenderFlameSvg, TreeWithoutTheMetricIsEmpty) {
  CallTree tree = service_tree(100);
  for (CallNode& node : tree.nodes) node.subtree[Metric::kInuseSpace] = {};
  EXPECT_THAT(render(tree), HasSubstr(">inuse_space is zero everywhere<"));
}

TEST(RenderFlameSvg, RootIsAtTheEdgeAskedFor) {
  TreeMaker maker;
  maker.add_self(maker.add(0, "leaf"), made_values(1000, 1));
  const CallTree tree = maker.finish();
  EXPECT_THAT(render_flame_svg(tree, {"", "", true}),
              HasSubstr("<rect x=\"16\" y=\"108\" width=\"1168\" height=\"18\"/>"
                        "<text x=\"21\" y=\"121\">all</text>"));
  EXPECT_THAT(render_flame_svg(tree, {"", "", false}),
              HasSubstr("<text x=\"21\" y=\"139\">all</text>"));
}

TEST(RenderFlameSvg, AsksForNothingElse) {
  const std::string svg = render(service_tree(100));
  EXPECT_EQ(count_of(svg, "http"), count_of(svg, "http://www.w3.org/"));
  EXPECT_THAT(svg, Not(HasSubstr("eval(")));
  EXPECT_THAT(svg, Not(HasSubstr("@import")));
  EXPECT_THAT(svg, Not(HasSubstr("url(")));
}

TEST(RenderFlameSvg, HundredThousandFramesTakeLessThanOneAndAHalfMegabytes) {
  EXPECT_LT(render(service_tree(100000)).size(), 1500000u);
}

}  // namespace
}  // namespace jescope
