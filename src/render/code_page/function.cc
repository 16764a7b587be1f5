// SPDX-License-Identifier: Apache-2.0
//
//   <section id="f0"> <h2>Cache::insert</h2> ...
//    <div class="lines">
//     <div class="row plain">...</div>                       a line without code
//     <details class="holds"><summary class="row">...        a line with code
//      <div class="asm"> <div class="row holds">...          an instruction
//
// All rows have the same four cells: self, cumulative, number, text.
#include "render/code_page/function.h"

#include <fmt/format.h>

#include "jescope/model/readable_name.h"
#include "render/code_lines.h"
#include "render/escape.h"

namespace jescope {
namespace {

std::string cells(const CodePageWords& words, const Estimate& self, const Estimate& cumulative,
                  const std::string& number, const std::string& content) {
  const auto value = [&](const Estimate& estimate) {
    return estimate.value == 0 ? std::string() : xml_escape(words.numbers.value(estimate));
  };
  return fmt::format(
      "<span class=\"self\">{}</span> <span class=\"cumulative\">{}</span> "
      "<span class=\"number\">{}</span> <span class=\"text\">{}</span>",
      value(self), value(cumulative), xml_escape(number), content);
}

std::string class_of(const CodePageWords& words, const Estimate& self, const Estimate& cumulative) {
  if (self.value == 0 && cumulative.value == 0) return "plain";
  const std::string kind = self.value != 0 ? "holds" : "passes";
  switch (words.numbers.emphasis(self, cumulative)) {
    case Emphasis::kGrown: return kind + " grown";
    case Emphasis::kShrunk: return kind + " shrunk";
    default: return kind;
  }
}

std::string instruction_row(const CodePageWords& words, const ListedInstruction& instruction,
                            const std::string& note) {
  std::string content = xml_escape(instruction.text);
  if (!note.empty()) content += fmt::format(" <span class=\"from\">{}</span>", xml_escape(note));
  return fmt::format("<div class=\"row {}\">{}</div>\n",
                     class_of(words, instruction.self, instruction.cumulative),
                     cells(words, instruction.self, instruction.cumulative,
                           fmt::format("{:x}", instruction.address), content));
}

// The code of the function's line `number`. Where it stands apart, a row tells that
// some lies between; what was inlined from elsewhere tells its own line.
std::string instructions(const CodePageWords& words, const ListedFunction& function,
                         uint32_t number, const std::vector<InstructionRange>& ranges) {
  std::string html = "<div class=\"asm\">\n";
  const ListedCode* before = nullptr;
  for (const InstructionRange& range : ranges) {
    const ListedCode& code = words.code.codes[range.code];
    const bool is_other = before != &code;
    html += fmt::format("<div class=\"place\">{}</div>\n",
                        is_other ? xml_escape(code.symbol + ", " + code_place(code)) : "⋯");
    before = &code;
    const CodeLine* shown = nullptr;
    for (uint32_t i = range.first; i < range.first + range.count; ++i) {
      const ListedInstruction& instruction = code.instructions[i];
      const uint32_t row = shown_line(words.code, instruction);
      const CodeLine* const line = row == UINT32_MAX ? nullptr : &words.code.lines[row];
      const bool is_here = line != nullptr && line->line == number &&
                           line->function == function.name && line->file == function.file;
      const bool is_new = line != nullptr && line != shown && !is_here;
      html += instruction_row(words, instruction, is_new ? line_words(*line, code) : "");
      shown = line;
    }
  }
  return html + "</div>\n";
}

std::string line_row(const CodePageWords& words, const ListedFunction& function,
                     const ListedLine& line, const LineCode& code) {
  const std::string content = cells(words, line.self, line.cumulative, words.lines.number(line),
                                    xml_escape(words.lines.code(function, line)));
  const std::string css = class_of(words, line.self, line.cumulative);
  const auto found = code.by_line.find(line.number);
  if (found == code.by_line.end()) {
    return fmt::format("<div class=\"row {}\">{}</div>\n", css, content);
  }
  return fmt::format("<details class=\"{}\"><summary class=\"row\">{}</summary>\n{}</details>\n",
                     css, content, instructions(words, function, line.number, found->second));
}

std::string skipped_row(uint32_t lines) {
  return fmt::format("<div class=\"skipped\">{} {}</div>\n", lines, lines == 1 ? "line" : "lines");
}

std::string rest(const CodePageWords& words, const ListedFunction& function, const LineCode& code) {
  if (code.without_line.empty()) return {};
  const bool is_all = function.lines.empty();
  return fmt::format(
      "<details{}><summary class=\"row\">{}</summary>\n{}</details>\n", is_all ? " open" : "",
      cells(words, {}, {}, "",
            is_all ? "instructions; their lines are not known" : "instructions of unknown lines"),
      instructions(words, function, 0, code.without_line));
}

std::string rows(const CodePageWords& words, const ListedFunction& function, const LineCode& code) {
  std::string html;
  const ListedLine* before = nullptr;
  for (const ListedLine& line : function.lines) {
    const uint32_t skipped = before == nullptr ? 0 : lines_between(function, *before, line);
    if (skipped > 0) html += skipped_row(skipped);
    html += line_row(words, function, line, code);
    before = &line;
  }
  return html + rest(words, function, code);
}

std::string paragraph(std::string_view css, const std::string& text) {
  return text.empty() ? text : fmt::format("<p class=\"{}\">{}</p>\n", css, xml_escape(text));
}

}  // namespace

std::string code_page_function(const CodePageWords& words, size_t row, const LineCode& code) {
  const ListedFunction& function = words.list.functions[row];
  const std::string name = xml_escape(readable_name(function.name));
  std::string html =
      fmt::format("<section id=\"f{}\" aria-labelledby=\"h{}\">\n<h2 id=\"h{}\">{}</h2>\n", row,
                  row, row, name);
  html += paragraph("place", words.lines.place(function));
  html += paragraph("sums", words.lines.sums(function));
  html += fmt::format(
      "<div class=\"lines\" tabindex=\"0\" role=\"group\" aria-label=\"Lines of {}\">\n"
      "<div class=\"row head\"><span class=\"self\">self</span> "
      "<span class=\"cumulative\">cumulative</span> <span class=\"number\">line</span> "
      "<span class=\"text\">source</span></div>\n",
      name);
  return html + rows(words, function, code) + "</div>\n</section>\n";
}

}  // namespace jescope
