// SPDX-License-Identifier: Apache-2.0
//
// Inline chains as bytes. Each distinct text is written once:
//
//   texts    n, then n texts; number 0 is the empty one and not written
//   chains   for each: its frames, then for each frame
//              function, file (numbers of texts), line, inlined | kind << 1
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "jescope/symbolize/symbol_source.h"
#include "symbolize/wire/wire_reader.h"
#include "symbolize/wire/wire_writer.h"

namespace jescope {

void write_chains(std::span<const SymbolChain> chains, WireWriter& writer);

// Reads `count` chains; nothing when the bytes are not what write_chains wrote,
// or stand for more than 1 GiB: few texts can be those of many frames.
std::optional<std::vector<SymbolChain>> read_chains(size_t count, WireReader& reader);

}  // namespace jescope
