// SPDX-License-Identifier: Apache-2.0
//
// Annotated source as one HTML page, in which a line opens to its instructions.
#pragma once

#include <string>

#include "jescope/base/units.h"
#include "jescope/summarize/disassembly.h"
#include "jescope/summarize/source_list.h"

namespace jescope {

struct CodePageStyle {
  std::string title;     // the dumps and what is counted
  std::string subtitle;  // the total
  ByteUnit unit = ByteUnit::kAuto;
};

// Returns the page. `list` has the lines of `code` (add_code_lines). It asks for nothing
// from elsewhere, and opens and closes lines without its script as well.
std::string render_code_page(const SourceList& list, const Disassembly& code,
                             const CodePageStyle& style);

}  // namespace jescope
