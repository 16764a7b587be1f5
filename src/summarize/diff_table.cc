// SPDX-License-Identifier: Apache-2.0
//
// Pairs the stacks of both sides, then adds their changes up by frame. A frame
// that recurs in a stack counts once there.
#include "jescope/summarize/diff_table.h"

#include <algorithm>
#include <tuple>

#include "jescope/model/two_sides.h"
#include "summarize/frame_text.h"

namespace jescope {
namespace {

using Row = FrameStacks::Row;

struct StackChange {
  Row stack;
  Change change;
};

double growth(const Change& change) {
  return std::max(0.0, static_cast<double>(change.value()));
}

bool is_nothing(const Change& change) {
  return change.before.value == 0 && change.after.value == 0;
}

std::vector<StackChange> stack_changes(const Profile& sides, Metric metric, ChangeError error) {
  std::vector<StackChange> changes;
  for (const TwoSides& pair : pair_up(sides)) {
    const Change change = change_between(pair.before, pair.after, metric, error);
    if (!is_nothing(change)) changes.push_back({pair.stack, change});
  }
  return changes;
}

class TableBuilder {
 public:
  TableBuilder(const Profile& sides, DiffTable& table) : sides_(sides), table_(table) {
    table_.frames = frame_texts(sides);
    CallFrame no_frames;
    no_frames.name = kNoFrames;
    table_.frames.push_back(std::move(no_frames));
  }

  void run(const std::vector<StackChange>& changes) {
    switch (table_.by) {
      case DiffRows::kSelf: add_frames(self_sums(changes)); break;
      case DiffRows::kCumulative: add_frames(cumulative_sums(changes)); break;
      case DiffRows::kStacks: add_stacks(changes); break;
    }
  }

 private:
  uint32_t no_frames() const { return static_cast<uint32_t>(table_.frames.size() - 1); }

  uint32_t innermost(Row stack) const {
    if (stack.is_none()) return no_frames();
    return static_cast<uint32_t>(sides_.stacks.element(stack).row());
  }

  std::vector<Change> self_sums(const std::vector<StackChange>& changes) const {
    std::vector<Change> sums(table_.frames.size());
    for (const StackChange& each : changes) sums[innermost(each.stack)] += each.change;
    return sums;
  }

  std::vector<Change> cumulative_sums(const std::vector<StackChange>& changes) const {
    std::vector<Change> sums(table_.frames.size());
    std::vector<size_t> last_stack(table_.frames.size(), SIZE_MAX);
    for (size_t i = 0; i < changes.size(); ++i) {
      if (changes[i].stack.is_none()) sums[no_frames()] += changes[i].change;
      for (Row row = changes[i].stack; !row.is_none(); row = sides_.stacks.parent(row)) {
        const size_t frame = sides_.stacks.element(row).row();
        if (last_stack[frame] != i) sums[frame] += changes[i].change;
        last_stack[frame] = i;
      }
    }
    return sums;
  }

  void add_frames(const std::vector<Change>& sums) {
    for (uint32_t frame = 0; frame < sums.size(); ++frame) {
      const Change& change = sums[frame];
      if (is_nothing(change)) continue;
      std::vector<DiffRow>& rows = change.value() == 0 ? table_.unchanged : table_.rows;
      rows.push_back({frame, {}, change, state_of(change)});
    }
  }

  void add_stacks(const std::vector<StackChange>& changes) {
    for (const StackChange& each : changes) {
      if (is_nothing(each.change)) continue;
      DiffRow row = {innermost(each.stack), {}, each.change, state_of(each.change)};
      for (const FrameId frame : sides_.stacks.innermost_first(each.stack)) {
        row.stack.push_back(static_cast<uint32_t>(frame.row()));
      }
      if (row.stack.empty()) row.stack.push_back(row.frame);
      std::vector<DiffRow>& rows = each.change.value() == 0 ? table_.unchanged : table_.rows;
      rows.push_back(std::move(row));
    }
  }

  const Profile& sides_;
  DiffTable& table_;
};

// Returns all growth that the shares relate to.
double whole_growth(const DiffTable& table, const std::vector<StackChange>& changes) {
  double whole = 0;
  if (table.by == DiffRows::kCumulative) {
    for (const StackChange& each : changes) whole += growth(each.change);
  } else {
    for (const DiffRow& row : table.rows) whole += growth(row.change);
  }
  return whole;
}

void set_shares(DiffTable& table, double whole) {
  for (DiffRow& row : table.rows) {
    const double grown = growth(row.change);
    if (grown > 0 && whole > 0) row.growth_share = grown / whole;
  }
}

auto frame_key(const CallFrame& frame) {
  return std::tie(frame.name, frame.file, frame.line, frame.module);
}

bool names_come_before(const DiffTable& table, const DiffRow& a, const DiffRow& b) {
  const auto key = [&](uint32_t frame) { return frame_key(table.frames[frame]); };
  if (table.by != DiffRows::kStacks) return key(a.frame) < key(b.frame);
  return std::ranges::lexicographical_compare(a.stack, b.stack, {}, key, key);
}

void sort_rows(DiffTable& table) {
  std::ranges::stable_sort(table.rows, [&](const DiffRow& a, const DiffRow& b) {
    const int64_t left = a.change.value();
    const int64_t right = b.change.value();
    return left != right ? ranks_before(left, right) : names_come_before(table, a, b);
  });
}

}  // namespace

std::string_view state_name(ChangeState state) {
  switch (state) {
    case ChangeState::kNew: return "new";
    case ChangeState::kGone: return "gone";
    case ChangeState::kGrown: return "grown";
    case ChangeState::kShrunk: return "shrunk";
    case ChangeState::kNoise: return "noise";
  }
  return "";
}

ChangeState state_of(const Change& change) {
  if (change.is_noise()) return ChangeState::kNoise;
  if (change.before.value == 0) return ChangeState::kNew;
  if (change.after.value == 0) return ChangeState::kGone;
  return change.value() > 0 ? ChangeState::kGrown : ChangeState::kShrunk;
}

DiffTable build_diff_table(const Profile& sides, Metric metric, ChangeError error, DiffRows by) {
  DiffTable table;
  table.metric = metric;
  table.granularity = sides.granularity;
  table.by = by;
  table.error = error;
  if (by == DiffRows::kCumulative) table.left_out.reset();
  if (sides.snapshots.size() > 1) table.source = sides.snapshots[1].source;
  const std::vector<StackChange> changes = stack_changes(sides, metric, error);
  for (const StackChange& each : changes) table.total += each.change;
  TableBuilder(sides, table).run(changes);
  set_shares(table, whole_growth(table, changes));
  sort_rows(table);
  return table;
}

DiffTable keep_first(DiffTable table, size_t rows) {
  const size_t kept = std::min(rows, table.rows.size());
  table.rows_left_out += table.rows.size() - kept;
  for (size_t i = kept; table.left_out && i < table.rows.size(); ++i) {
    *table.left_out += table.rows[i].change;
  }
  table.rows.resize(kept);
  return table;
}

std::string row_name(const DiffTable& table, const DiffRow& row, std::string_view separator) {
  if (row.stack.empty()) return table.frames[row.frame].name;
  std::string name;
  for (const uint32_t frame : row.stack) {
    if (!name.empty()) name += separator;
    name += table.frames[frame].name;
  }
  return name;
}

}  // namespace jescope
