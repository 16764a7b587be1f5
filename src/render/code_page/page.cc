// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "jescope/model/readable_name.h"
#include "jescope/render/code_page.h"
#include "render/code_page/assets.h"
#include "render/code_page/function.h"
#include "render/escape.h"

namespace jescope {
namespace {

constexpr std::string_view kNothingFromOutside =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'";

std::string head(const CodePageStyle& style) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n",
      kNothingFromOutside, xml_escape(style.title), code_page_style_sheet());
}

std::string contents(const CodePageWords& words) {
  std::string html = "<nav aria-label=\"Functions\">\n<ol>\n";
  for (size_t row = 0; row < words.list.functions.size(); ++row) {
    const ListedFunction& function = words.list.functions[row];
    html += fmt::format("<li><a href=\"#f{}\">{}</a> <span class=\"sums\">{}</span></li>\n", row,
                        xml_escape(readable_name(function.name)),
                        xml_escape(words.numbers.value(function.cumulative)));
  }
  return html + "</ol>\n</nav>\n";
}

// The script shows the buttons; without it there is nothing they could do.
constexpr std::string_view kButtons =
    "<p class=\"buttons\" hidden><button type=\"button\" id=\"open-holding\">Open lines that hold"
    "</button> <button type=\"button\" id=\"open-all\">Open all</button> "
    "<button type=\"button\" id=\"close-all\">Close all</button></p>\n";

std::string left_out(const SourceList& list) {
  if (list.functions_left_out == 0) return {};
  return fmt::format("<p class=\"sums\">{} more {}; -n 0 shows all</p>\n", list.functions_left_out,
                     list.functions_left_out == 1 ? "function" : "functions");
}

}  // namespace

std::string render_code_page(const SourceList& list, const Disassembly& code,
                             const CodePageStyle& style) {
  const CodePageWords words{list, code, ListWords(list, style.unit),
                            EstimateWords{list.metric, list.is_change, list.whole, style.unit}};
  const std::vector<LineCode> lines = code_of_lines(list, code);
  std::string page = head(style);
  page += fmt::format(
      "<body>\n<a class=\"skip\" href=\"#functions\">Skip to the functions</a>\n"
      "<header>\n<h1>{}</h1>\n<p class=\"sums\">{}</p>\n{}{}{}</header>\n<main id=\"functions\">\n",
      xml_escape(style.title), xml_escape(style.subtitle), contents(words), left_out(list),
      kButtons);
  for (size_t row = 0; row < list.functions.size(); ++row) {
    page += code_page_function(words, row, lines[row]);
  }
  if (list.functions.empty()) page += "<p>No function matches.</p>\n";
  return page +
         fmt::format(
             "</main>\n<script>(() => {{ \"use strict\";{}}})();</script>\n</body>\n</html>\n",
             code_page_script());
}

}  // namespace jescope
