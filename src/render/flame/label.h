// SPDX-License-Identifier: Apache-2.0
//
// What a flame graph says of a frame in words. label.js says the same in
// the browser.
#pragma once

#include <string>
#include <string_view>

#include "jescope/summarize/call_tree.h"

namespace jescope {

// Returns the numbers of a node on one line, its share of the total first:
// "12.3% · 1.5 MiB ± 80.0 KiB live, 1,024 objects of 1.5 KiB · 0 B self". The
// error of the sampling is told for the tree's metric, allocations where there
// are any. Of a change, both sides and how sure it is:
// "grown +2.5% · 1.0 MiB → 1.5 MiB, +512.0 KiB ± 64.0 KiB (8.0σ) · 10 → 15 objects ·
// +0 B self"; its share is of the base's total.
std::string describe_values(const CallTree& tree, uint32_t node);

// Returns "C++", "Rust", ...; nothing for kUnknown.
std::string_view language_name(CodeClass code);

// Returns where a frame is: "cache.cc:42 · libcache.so · C++ · inlined"; parts
// that are not known are left out.
std::string describe_place(const CallFrame& frame);

// Returns a count of things in words: "1 frame", "1,234 frames".
std::string describe_count(int64_t count, std::string_view singular);

}  // namespace jescope
