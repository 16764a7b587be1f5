// SPDX-License-Identifier: Apache-2.0
//
// Reads a dump from text and gives all that came of it as text again.
#pragma once

#include <string>
#include <string_view>

#include "jescope/read/dump_reader.h"
#include "tests/support/byte_sources.h"
#include "tests/support/diagnostics_text.h"
#include "tests/support/dump_text.h"

namespace jescope {

struct ReadText {
  std::string dump;         // or "error: ..."
  std::string diagnostics;  // one a line
};

// Reads `bytes` in pieces of up to `longest_piece`, under the name "x.heap".
inline ReadText read_text(std::string_view bytes, size_t longest_piece = 3) {
  PieceSource source(bytes, longest_piece);
  Diagnostics diagnostics;
  const Result<Dump> dump = read_dump(source, "x.heap", diagnostics);
  return {dump.ok() ? to_text(*dump) : "error: " + to_text(dump.error()), to_text(diagnostics)};
}

// The end of a dump, so that nothing is reported as missing, and its text.
inline constexpr std::string_view kMap =
    "\nMAPPED_LIBRARIES:\n1000-2000 r-xp 00000000 fe:00 7    /a\n";
inline constexpr std::string_view kMapText = "map 1000-2000 x +0 \"/a\"\n";

}  // namespace jescope
