// SPDX-License-Identifier: Apache-2.0
//
// How well a file's layout proves that it is the one a dump saw. A path says
// little where files are renamed, moved or replaced, and a dump has no
// build-ids; where the pieces of a file begin and end nearly is one.
#pragma once

#include <span>

#include "jescope/model/address_profile.h"
#include "symbolize/elf/load_segments.h"

namespace jescope {

// True when `ranges` say enough of a file to know it by: there are several, and
// one of them holds code.
bool tell_layout(std::span<const MappedRange> ranges);

// True when a file with these segments fits `ranges` as a whole: its code, its
// first page and its last. Stricter than fit_mapping(), for a file whose name
// is no hint.
bool fit_whole_mapping(const LoadSegments& segments, std::span<const MappedRange> ranges);

}  // namespace jescope
