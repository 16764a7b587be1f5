// SPDX-License-Identifier: Apache-2.0
//
// One function of the page. Internal to `render`.
#pragma once

#include <cstddef>
#include <string>

#include "jescope/summarize/disassembly.h"
#include "jescope/summarize/line_code.h"
#include "jescope/summarize/source_list.h"
#include "render/estimate_words.h"
#include "render/listed_lines.h"

namespace jescope {

struct CodePageWords {
  const SourceList& list;
  const Disassembly& code;
  ListWords lines;
  EstimateWords numbers;
};

// Returns the section with id "f<row>".
std::string code_page_function(const CodePageWords& words, size_t row, const LineCode& code);

}  // namespace jescope
