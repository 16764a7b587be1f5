// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "jescope/model/readable_name.h"
#include "jescope/render/source.h"
#include "render/escape.h"
#include "render/listed_lines.h"

namespace jescope {
namespace {

constexpr std::string_view kHead =
    "<thead><tr><th scope=\"col\" class=\"line\">line</th>"
    "<th scope=\"col\" class=\"self\">self</th>"
    "<th scope=\"col\" class=\"cumulative\">cumulative</th>"
    "<th scope=\"col\" class=\"code\">source</th></tr></thead>\n";

std::string class_of(const ListedLine& line, const ListWords& words) {
  if (!line.has_numbers()) return "plain";
  const std::string kind = line.self.value != 0 ? "holds" : "passes";
  switch (words.emphasis(line)) {
    case Emphasis::kGrown: return kind + " grown";
    case Emphasis::kShrunk: return kind + " shrunk";
    default: return kind;
  }
}

std::string row(const ListedFunction& function, const ListedLine& line, const ListWords& words) {
  return fmt::format(
      "<tr class=\"{}\"><th scope=\"row\" class=\"line\">{}</th><td class=\"self\">{}</td>"
      "<td class=\"cumulative\">{}</td><td class=\"code\">{}</td></tr>\n",
      class_of(line, words), words.number(line), xml_escape(words.value(line.self)),
      xml_escape(words.value(line.cumulative)), xml_escape(words.code(function, line)));
}

std::string rows(const ListedFunction& function, const ListWords& words) {
  std::string text;
  const ListedLine* before = nullptr;
  for (const ListedLine& line : function.lines) {
    const uint32_t skipped = before == nullptr ? 0 : lines_between(function, *before, line);
    if (skipped > 0) {
      text += fmt::format("<tr class=\"skipped\"><td colspan=\"4\">{} {}</td></tr>\n", skipped,
                          skipped == 1 ? "line" : "lines");
    }
    text += row(function, line, words);
    before = &line;
  }
  return text;
}

std::string section(const ListedFunction& function, const ListWords& words) {
  const std::string name = xml_escape(readable_name(function.name));
  std::string text = fmt::format(
      "<section class=\"source-function\" aria-label=\"{}\">\n<h3>{}</h3>\n", name, name);
  text += fmt::format("<p class=\"source-place\">{}</p>\n", xml_escape(words.place(function)));
  text += fmt::format("<p class=\"source-sums\">{}</p>\n", xml_escape(words.sums(function)));
  text += fmt::format(
      "<div class=\"source-wide\" tabindex=\"0\" role=\"group\" aria-label=\"Lines of {0}\">\n"
      "<table class=\"source-lines\" aria-label=\"Source of {0}\">\n",
      name);
  text += kHead;
  text += "<tbody>\n" + rows(function, words);
  return text + "</tbody>\n</table>\n</div>\n</section>\n";
}

}  // namespace

std::string render_source_element(const SourceList& list, ByteUnit unit) {
  if (list.functions.empty()) return {};
  const ListWords words(list, unit);
  std::string text = "<div class=\"source\">\n";
  for (const ListedFunction& function : list.functions) text += section(function, words);
  return text + "</div>\n";
}

}  // namespace jescope
