// SPDX-License-Identifier: Apache-2.0
//
// Which stacks make one row of a trend, and how the row is called. What the
// standard library allocates is its caller's. Any other library allocates for
// whoever calls it, so its functions are told apart by the caller beyond its
// border:
//
//   std::vector<Block>::push_back  librocksdb
//   Arena::AllocateNewBlock        librocksdb   the row's function
//   MemTable::Add                  librocksdb
//   DB::Write                      librocksdb
//   StoreSink::Flush               server       the border caller: part of the key
//   main                           server
//
// Within the program itself there is no such border. Internal to `summarize`.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/model/profile.h"

namespace jescope {

// The stacks of a row, as numbers in the list of stacks.
struct StackGroup {
  FrameId function;  // none(): stacks without frames
  FrameId caller;    // beyond the border; none(): there is none
  std::vector<uint32_t> stacks;
};

// Finds the function of a stack.
class RowFunctions {
 public:
  explicit RowFunctions(const Profile& series);

  // Returns the innermost row that is not the standard library's; the innermost
  // one where all are.
  FrameStacks::Row function(FrameStacks::Row stack) const;

  bool is_standard(FrameStacks::Row row) const {
    return is_standard_[series_.stacks.element(row).row()];
  }

 private:
  const Profile& series_;
  std::vector<bool> is_standard_;  // by frame
};

// Groups `stacks`, in order of first appearance.
std::vector<StackGroup> group_stacks(const Profile& series,
                                     std::span<const FrameStacks::Row> stacks);

// Returns the parts of `group` that have the same caller, the nearest one worth
// knowing for `depth` 0, the one beyond it for 1.
std::vector<StackGroup> split_by_caller(const Profile& series,
                                        std::span<const FrameStacks::Row> stacks,
                                        const StackGroup& group, size_t depth);

// How many callers next to a function are worth knowing.
inline constexpr size_t kNextCallers = 2;

// Returns the labels of the callers that are worth knowing in the stack, which
// is the one of a group that grew most: those next to the function and the
// border caller, innermost first, without recursion, the standard library and
// places without a name.
std::vector<std::string> way_in(const Profile& series, FrameStacks::Row stack,
                                const StackGroup& group);

// True for a function of the standard library of C++ or Rust.
bool is_standard_function(std::string_view name);

}  // namespace jescope
