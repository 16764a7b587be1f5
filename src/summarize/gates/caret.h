// SPDX-License-Identifier: Apache-2.0
//
// Errors in something a user wrote on one line, with a caret below the place.
// The hint is printed below the message, so the caret only needs its column:
//
//   jescope: --fail-on: total>5x%: expected a unit, got "x%"
//   hint:                      ^ as in total>5% or grown>8MiB
//
// Internal to `summarize`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "jescope/base/result.h"

namespace jescope {

// A part of what the user wrote, and where it stands there.
struct WrittenText {
  std::string_view where;  // the option or "path:line"
  std::string_view line;   // shown in full
  std::string_view part;   // of `line`
};

// Returns the part of `text` from its character `begin`, `length` long or to
// its end; without blanks at its ends.
WrittenText part_of(const WrittenText& text, size_t begin, size_t length = std::string_view::npos);

// Returns the error "where: line: message" with a caret below the first
// character of the part, followed by `advice`.
Error caret_error(const WrittenText& text, std::string_view message, std::string_view advice);

}  // namespace jescope
