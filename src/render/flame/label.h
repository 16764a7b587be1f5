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
// "12.3% · 1.5 MiB ± 80.0 KiB live, 1,024 objects · 0 B self". The error of the
// sampling is told for the tree's metric, allocations where there are any.
std::string describe_values(const CallTree& tree, const CallNode& node);

// Returns where a frame is: "cache.cc:42 · libcache.so · inlined"; parts that
// are not known are left out.
std::string describe_place(const CallFrame& frame);

// Returns a count of things in words: "1 frame", "1,234 frames".
std::string describe_count(int64_t count, std::string_view singular);

}  // namespace jescope
