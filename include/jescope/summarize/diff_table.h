// SPDX-License-Identifier: Apache-2.0
//
// What grew and what shrank between two dumps, function by function (line,
// file, module) or stack by stack, and what of it may be chance: what `diff`
// prints and gates are judged by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/model/change.h"
#include "jescope/model/profile.h"
#include "jescope/summarize/call_tree.h"

namespace jescope {

// What a row stands for.
enum class DiffRows {
  kSelf,        // a frame and what it allocated itself
  kCumulative,  // a frame and what it calls, once a stack
  kStacks,      // a whole stack
};

enum class ChangeState {
  kNew,     // the base holds nothing of it
  kGone,    // nothing is left of it
  kGrown,   // on both sides, more
  kShrunk,  // on both sides, less
  kNoise,   // less than kNoiseSigmas, also where a side holds nothing
};

// Returns the name used in tables and JSON: "new", "gone", "grown", "shrunk", "noise".
std::string_view state_name(ChangeState state);

ChangeState state_of(const Change& change);

struct DiffRow {
  uint32_t frame = 0;  // in DiffTable::frames; of a stack the innermost
  // The whole stack, innermost first, in DiffTable::frames; only of kStacks.
  std::vector<uint32_t> stack = {};
  Change change;
  ChangeState state = ChangeState::kNoise;
  std::optional<double> growth_share = {};  // fraction; nothing: it did not grow
};

// The growth that growth_share relates to is that of all rows that grew, beyond
// noise or not; of kCumulative, whose rows overlap, that of all stacks.
struct DiffTable {
  Metric metric = Metric::kInuseSpace;
  Granularity granularity = Granularity::kFunction;
  DiffRows by = DiffRows::kSelf;
  ChangeError error = ChangeError::kBothSides;
  std::string source;  // the dump of the second side; empty: unknown
  std::vector<CallFrame> frames;
  std::vector<DiffRow>
      rows;  // by absolute change, largest first; of equal ones growth, then by names
  std::vector<DiffRow> unchanged;  // those whose change is 0: not listed
  Change total;                    // of everything
  size_t rows_left_out = 0;
  // Of these rows together; nothing: they overlap (kCumulative).
  std::optional<Change> left_out = Change{};
};

// The name of the stacks without frames.
inline constexpr std::string_view kNoFrames = "[no frames]";

// Returns all rows with a change of `metric`. `sides` is regrouped and has two
// snapshots, before and after. A row's variance is the sum over its stacks.
DiffTable build_diff_table(const Profile& sides, Metric metric, ChangeError error,
                           DiffRows by = DiffRows::kSelf);

// Returns the table with its first `rows` rows; says what it leaves out. Gates
// are judged by whole tables.
DiffTable keep_first(DiffTable table, size_t rows);

// Returns the row's frame or, of a stack, its frames innermost first, joined by
// `separator`.
std::string row_name(const DiffTable& table, const DiffRow& row, std::string_view separator);

}  // namespace jescope
