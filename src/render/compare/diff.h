// SPDX-License-Identifier: Apache-2.0
//
// What the forms of a comparison share. Internal to `render`.
#pragma once

#include <string>
#include <vector>

#include "jescope/summarize/diff_table.h"
#include "render/text_table.h"

namespace jescope {

std::vector<std::string> diff_header(const DiffTable& diff);

// Returns the row as cells below diff_header(); `name` stands in the last one.
TableRow diff_row(const DiffTable& diff, const DiffRow& row, std::string name, ByteUnit unit);
TableRow diff_total(const DiffTable& diff, ByteUnit unit);

// Returns what the table leaves out, in words; empty: nothing.
std::string diff_left_out(const DiffTable& diff, ByteUnit unit);

std::string diff_json(const DiffTable& diff);
std::string diff_csv(const DiffTable& diff);
std::string diff_markdown(const DiffTable& diff, const TableStyle& style);

}  // namespace jescope
