// SPDX-License-Identifier: Apache-2.0
//
// Small pieces of HTML. What is called text is escaped here; what is called
// content is HTML already. Internal to `render`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/units.h"
#include "jescope/model/values.h"

namespace jescope {

// Returns a name as a person reads it, of one line and not too long for a page.
std::string report_name(std::string_view name);

// Returns what tells most of a name in a row of a table.
std::string row_name(std::string_view name);

// The same, escaped, as <code>; the title tells the rest.
std::string html_name(std::string_view name);

// Returns words about a dump, as a subject, not too long for a page.
std::string report_words(std::string_view words);

// Returns a path or file name as <code>.
std::string html_path(std::string_view path);

// Returns "1.5 MiB ± 0.2 MiB"; without error where there is none.
std::string estimate_words(const Estimate& estimate, Metric metric, ByteUnit unit);

// Returns the function's place as "file:line" or its module; empty: unknown.
std::string place_words(std::string_view file, uint32_t line, std::string_view module);

// A cell of a table: what is read, and what it is sorted by.
struct HtmlCell {
  std::string content;
  double order = 0;       // of numbers; also the order of words
  bool is_words = false;  // aligned left
  std::string_view css = {};
};

struct HtmlColumn {
  std::string_view title;
  std::string_view hint = {};  // what it means; empty: the title says it
  bool is_words = false;       // aligned left
  bool starts_ascending = false;
};

// A table that scripts make sortable; the first column is the row's name.
struct HtmlTable {
  std::string_view caption;  // for readers who hear it
  std::vector<HtmlColumn> columns;
  std::vector<std::vector<HtmlCell>> rows;
  size_t sorted_by = 1;        // column, largest first
  std::string_view noun = {};  // of the filter: "functions"; empty: there is none
};

std::string html_table(const HtmlTable& table);

// A section of the page.
struct HtmlSection {
  std::string_view id;
  std::string_view title;
  std::string content;  // empty: the section is left out
};

std::string html_section(const HtmlSection& section);

// Returns "<p>text</p>", and "<p class=...>".
std::string html_paragraph(std::string_view text);
std::string html_note(std::string_view text);

}  // namespace jescope
