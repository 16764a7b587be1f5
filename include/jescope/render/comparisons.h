// SPDX-License-Identifier: Apache-2.0
//
// Writes comparisons of two dumps.
#pragma once

#include <string>

#include "jescope/render/table_style.h"
#include "jescope/summarize/diff_table.h"

namespace jescope {

// Writes the table as text, JSON ("jescope/diff/1"), CSV or Markdown. Markdown
// is made for a comment on a change: a sentence on the total, the first rows
// beyond noise, the rest folded away; as much of it as such a comment can hold.
std::string render_diff(const DiffTable& table, const TableStyle& style);

}  // namespace jescope
