// SPDX-License-Identifier: Apache-2.0
//
// Writes the picture for a browser. It needs no script; the script reads it from its
// elements:
//
//   <svg class="graph" ...>
//   <title>...</title>
//   <style><![CDATA[...]]></style>
//   <rect class="page canvas"/>           the background
//   <g class="view"><g class="edges">
//   <g class="edge" data-from="0" data-to="1"><title>main → run
//   4.0 MiB (41.0%)</title><path class="line" stroke-width="3.7" d="M10 40C..."/>
//   <path class="tip" d="M6 92H14L10 100Z"/><text x="10" y="70">4.0 MiB</text></g></g>
//   <g class="nodes">
//   <g class="node"><title>run
//   self 1.2 MiB (12.3%)
//   with callees 4.0 MiB (41.0%)</title><rect class="h3" x="2" y="100" .../>
//   <text ...>run</text><text class="numbers" ...>1.2 MiB (12.3%)</text></g></g></g>
//   <g class="head">...</g>               last, so that it covers what is moved below it
//   <script><![CDATA[...]]></script>
//   </svg>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "jescope/render/call_graph.h"
#include "render/escape.h"
#include "render/graph/assets.h"
#include "render/graph/picture.h"

namespace jescope {
namespace {

// Returns a number with at most one digit after the point: "12.5".
std::string pixels(double length) {
  const auto tenths = static_cast<int64_t>(std::llround(length * 10));
  const int64_t size = tenths < 0 ? -tenths : tenths;
  std::string text = fmt::format("{}{}", tenths < 0 ? "-" : "", size / 10);
  return size % 10 == 0 ? text : text + fmt::format(".{}", size % 10);
}

std::string xy(const Point& point) {
  return pixels(point.x) + " " + pixels(point.y);
}

std::string_view class_of(Tone tone) {
  constexpr std::array kClasses = {"h0", "h1", "h2", "h3", "h4", "h5", "n0", "g1",
                                   "g2", "g3", "g4", "s1", "s2", "s3", "s4"};
  return kClasses[static_cast<size_t>(tone)];
}

std::string_view class_of(ChangeSign sign) {
  constexpr std::array kClasses = {"", " grown", " shrunk"};
  return kClasses[static_cast<size_t>(sign)];
}

// Tooltips have several lines; names within them have none.
std::string escape_lines(std::string_view text) {
  std::string escaped;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    if (begin > 0) escaped += '\n';
    escaped += xml_escape(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return escaped;
}

std::string path_of(const std::vector<Point>& curve) {
  std::string path = "M" + xy(curve.front());
  for (size_t i = 1; i + 2 < curve.size(); i += 3) {
    path += fmt::format("C{} {} {}", xy(curve[i]), xy(curve[i + 1]), xy(curve[i + 2]));
  }
  return path;
}

std::string edge_element(const PictureEdge& edge) {
  const std::string_view label_class = edge.is_label_beside ? R"( class="beside")" : "";
  const Point at = edge.label.at;
  return fmt::format(R"(<g class="edge{}{}" data-from="{}" data-to="{}"><title>{}</title>)",
                     edge.bridges ? " bridge" : "", class_of(edge.sign), edge.caller, edge.callee,
                     escape_lines(edge.tooltip)) +
         fmt::format(R"(<path class="line" stroke-width="{}" d="{}"/>)", pixels(edge.line_px),
                     path_of(edge.curve)) +
         fmt::format(R"(<path class="tip" d="M{}L{}L{}Z"/>)", xy(edge.head[0]), xy(edge.head[1]),
                     xy(edge.head[2])) +
         fmt::format(R"(<text{} x="{}" y="{}">{}</text></g>)"
                     "\n",
                     label_class, pixels(at.x), pixels(at.y), xml_escape(edge.label.words));
}

std::string text_in_node(std::string_view css_class, const PictureText& text) {
  return fmt::format(R"(<text{} x="{}" y="{}" font-size="{}">{}</text>)", css_class,
                     pixels(text.at.x), pixels(text.at.y), pixels(text.font_px),
                     xml_escape(text.words));
}

std::string node_element(const PictureNode& node) {
  std::string svg = fmt::format(
      R"(<g class="node{}"{}><title>{}</title><rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>)",
      class_of(node.sign), node.is_heaviest ? " data-heaviest=\"\"" : "",
      escape_lines(node.tooltip), class_of(node.tone), pixels(node.corner.x), pixels(node.corner.y),
      pixels(node.width), pixels(node.height), pixels(kNodeRadiusPx));
  svg += text_in_node("", node.name);
  for (const PictureText& line : node.numbers) svg += text_in_node(R"( class="numbers")", line);
  return svg + "</g>\n";
}

std::string view_element(const GraphPicture& picture) {
  if (picture.nodes.empty()) return {};
  std::string svg = fmt::format(
      "<g class=\"view\" transform=\"translate({})\" data-width=\"{}\" data-height=\"{}\">\n",
      xy(picture.view), pixels(picture.view_width), pixels(picture.view_height));
  svg += "<g class=\"edges\">\n";
  for (const PictureEdge& edge : picture.edges) svg += edge_element(edge);
  svg += "</g>\n<g class=\"nodes\">\n";
  for (const PictureNode& node : picture.nodes) svg += node_element(node);
  return svg + "</g>\n</g>\n";
}

std::string legend_element(const LegendText& text) {
  return fmt::format(R"(<text x="{}" y="{}">{}</text>)", pixels(text.at.x), pixels(text.at.y),
                     xml_escape(text.words));
}

std::string legend_element(const LegendSwatch& swatch) {
  return fmt::format(R"(<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>)",
                     class_of(swatch.tone), pixels(swatch.corner.x), pixels(swatch.corner.y),
                     pixels(kSwatchWidthPx), pixels(kSwatchHeightPx));
}

std::string legend_element(const LegendLine& line) {
  return fmt::format(R"(<path class="line{}" stroke-width="{}" d="M{}h{}"/>)",
                     line.is_dashed ? " dashed" : "", pixels(line.line_px), xy(line.start),
                     pixels(kLegendLinePx));
}

std::string legend_group(const GraphPicture& picture) {
  if (picture.legend.empty()) return {};
  std::string svg = "<g class=\"legend\">";
  for (const LegendPart& part : picture.legend) {
    svg += std::visit([](const auto& shown) { return legend_element(shown); }, part);
  }
  return svg + "</g>\n";
}

std::string head_line(std::string_view css_class, const PictureText& text) {
  return fmt::format(R"(<text class="{}" x="{}" y="{}">{}</text>)"
                     "\n",
                     css_class, pixels(text.at.x), pixels(text.at.y), xml_escape(text.words));
}

std::string head_element(const GraphPicture& picture) {
  return fmt::format(R"(<g class="head"><rect class="page" width="100%" height="{}"/>)"
                     "\n",
                     pixels(kGraphHeadPx - 4)) +
         head_line("title", picture.title_line) + head_line("subtitle", picture.subtitle_line) +
         head_line("extent", picture.extent_line) + legend_group(picture) + "</g>\n";
}

std::string no_samples_element(const GraphPicture& picture) {
  const auto line = [](std::string_view css_class, const PictureText& text) {
    return fmt::format(R"(<text class="{}" x="{}" y="{}">{}</text>)", css_class, pixels(text.at.x),
                       pixels(text.at.y), xml_escape(text.words));
  };
  return line("empty", picture.no_samples.front()) +
         line("empty-reason", picture.no_samples.back()) + "\n";
}

// What a picture without samples has no use for.
std::string script_element() {
  return fmt::format("<script><![CDATA[(() => {{ \"use strict\";{}}})();]]></script>\n",
                     graph_script());
}

std::string svg_element(const GraphPicture& picture, std::string_view content) {
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" class="graph" width="{0}" height="{1}" )"
      R"(viewBox="0 0 {0} {1}" role="img" aria-label="{2}">)"
      "\n<title>{2}</title>\n<style><![CDATA[{3}]]></style>\n"
      R"(<rect class="page canvas" width="100%" height="100%"/>)"
      "\n{4}</svg>\n",
      pixels(picture.width), pixels(picture.height), xml_escape(picture.title), graph_style_sheet(),
      content);
}

}  // namespace

std::string render_call_graph_element(const CallGraph& graph, const GraphStyle& style) {
  const GraphPicture picture = picture_of(graph, style);
  const std::string last =
      picture.no_samples.empty() ? script_element() : no_samples_element(picture);
  return svg_element(picture, view_element(picture) + head_element(picture) + last);
}

std::string render_call_graph_svg(const CallGraph& graph, const GraphStyle& style) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + render_call_graph_element(graph, style);
}

}  // namespace jescope
