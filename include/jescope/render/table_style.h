// SPDX-License-Identifier: Apache-2.0
//
// How tables are written.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "jescope/base/units.h"

namespace jescope {

enum class TableFormat {
  kText,      // for a terminal or a log
  kJson,      // "schema": "jescope/<kind>/1"; plain units, names in full
  kCsv,       // RFC 4180, with a header row; plain units
  kMarkdown,  // a table to paste into an issue
};

struct TableStyle {
  TableFormat format = TableFormat::kText;
  std::vector<std::string> heading;  // lines over a text or Markdown table
  ByteUnit unit = ByteUnit::kAuto;   // of bytes in text and Markdown
  size_t columns = 0;                // width to fit text into; 0: names in full
  bool color = false;                // with the terminal's escape sequences
};

}  // namespace jescope
