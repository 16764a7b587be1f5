// SPDX-License-Identifier: Apache-2.0
//
// All stacks grow at once, a frame each in turn, so that the stacks to be told
// apart are only those of one depth:
//
//   depth 1   main         main  thread
//   depth 2   main run     main  thread loop
//   depth 3   main run f         thread loop g
//
// One index over all of them would be as large as the dump, and every search in
// it a wait for memory.
#include "normalize/record_stacks.h"

#include "jescope/base/hash.h"

namespace jescope {
namespace {

using Row = LocationStacks::Row;

// A record whose inner frames are still to be added.
struct Growing {
  uint32_t record;
  uint32_t frames_left;
};

class StackGrower {
 public:
  StackGrower(const Dump& dump, std::span<const LocationId> locations)
      : dump_(dump), locations_(locations), rows_(dump.records.size()) {}

  RecordStacks run(std::span<const Counts> counts) {
    std::vector<Growing> growing;
    for (uint32_t i = 0; i < dump_.records.size(); ++i) {
      if (counts[i] != Counts{}) growing.push_back({i, dump_.records[i].depth});
    }
    while (!growing.empty()) {
      same_depth_ = Interner();
      std::erase_if(growing, [this](Growing& stack) { return !grow(stack); });
    }
    return {std::move(stacks_), std::move(rows_)};
  }

 private:
  // Adds the next frame inwards. False when there is none. jemalloc 3 ends
  // stacks in an address 0; it is no call.
  bool grow(Growing& stack) {
    const DumpRecord& record = dump_.records[stack.record];
    while (stack.frames_left > 0) {
      const size_t address = dump_.frames[record.first_frame + --stack.frames_left].row();
      if (dump_.addresses[address] == 0) continue;
      rows_[stack.record] = child(rows_[stack.record], locations_[address]);
      return true;
    }
    return false;
  }

  Row child(Row parent, LocationId location) {
    const auto is_row = [&](uint32_t row) {
      return stacks_.parent(Row(row)) == parent && stacks_.element(Row(row)) == location;
    };
    const uint64_t hash = mix_hash(parent.raw(), location.raw());
    const auto next = static_cast<uint32_t>(stacks_.size());
    const uint32_t row = same_depth_.find_or_add(hash, next, is_row);
    return row == next ? stacks_.append(parent, location) : Row(row);
  }

  const Dump& dump_;
  const std::span<const LocationId> locations_;
  LocationStacks stacks_;
  Interner same_depth_;  // of rows of the present depth
  std::vector<Row> rows_;
};

}  // namespace

RecordStacks build_record_stacks(const Dump& dump, std::span<const LocationId> locations,
                                 std::span<const Counts> counts) {
  return StackGrower(dump, locations).run(counts);
}

}  // namespace jescope
