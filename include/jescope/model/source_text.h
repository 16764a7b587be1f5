// SPDX-License-Identifier: Apache-2.0
//
// Some lines of a source file, as they stand there. The text is as untrusted as
// names are: whoever shows it escapes it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace jescope {

struct NumberedLine {
  uint32_t number = 0;  // from 1
  std::string text;     // without the line's end; cut where it is very long

  friend bool operator==(const NumberedLine&, const NumberedLine&) = default;
};

struct SourceText {
  std::string place;                // where the file was found, for a person
  int64_t modified_seconds = 0;     // since 1970
  uint64_t line_count = 0;          // of the whole file
  std::vector<NumberedLine> lines;  // ascending; those beyond the end are not there
};

}  // namespace jescope
