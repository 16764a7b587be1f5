// SPDX-License-Identifier: Apache-2.0
//
// Lines of source files made fit to be shown. Internal to `render`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jescope {

// Returns `line` with tabs as blanks up to the next multiple of 8 columns, and
// what printable_text() replaces replaced.
std::string code_text(std::string_view line);

// Returns `line` from its first character that is no blank.
std::string_view without_indentation(std::string_view line);

// Returns the beginning of `line` that fits into `columns`, with "…" in the
// place of what is cut; 0: the whole line.
std::string cut_end(std::string_view line, size_t columns);

}  // namespace jescope
