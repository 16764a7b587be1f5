// SPDX-License-Identifier: Apache-2.0
//
//   main   run   read   copy (inlined)   insert
//                '------ one call ----'
#include "jescope/select/jeprof_calls.h"

#include <algorithm>
#include <string>
#include <vector>

#include "jescope/model/short_name.h"
#include "jescope/select/trim_allocator.h"
#include "select/row_map.h"

namespace jescope {
namespace {

using Row = FrameStacks::Row;

std::string name_of_call(const Profile& profile, const Frame& frame) {
  if (!has_function(frame)) return place_label(profile, frame);
  const std::string_view full = profile.text(frame.function);
  return frame.kind == FrameKind::kBounds ? std::string(full) : short_name(full);
}

// Returns by frame what `holds` says of it as a call.
template <typename Holds>
std::vector<bool> flag_frames(const Profile& profile, Holds holds) {
  std::vector<bool> flags;
  for (const Frame& frame : profile.frames) flags.push_back(holds(frame));
  return flags;
}

// Returns by row its call's flag: that of the next frame outwards that is not
// inlined.
std::vector<bool> flag_rows(const Profile& profile, const std::vector<bool>& frames) {
  std::vector<bool> rows(profile.stacks.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    const Row parent = profile.stacks.parent(Row(i));
    const FrameId frame = profile.stacks.element(Row(i));
    const bool is_inside = profile.frame(frame).inlined && !parent.is_none();
    rows[i] = is_inside ? rows[parent.row()] : frames[frame.row()];
  }
  return rows;
}

// Returns by row the row just outside the outermost call with a flag on the way
// to it; the row itself where there is none.
std::vector<Row> rows_outside(const Profile& profile, const std::vector<bool>& flags) {
  std::vector<Row> outside(profile.stacks.size());
  std::vector<bool> is_cut(profile.stacks.size());
  for (size_t i = 0; i < outside.size(); ++i) {
    const Row parent = profile.stacks.parent(Row(i));
    const bool was_cut = !parent.is_none() && is_cut[parent.row()];
    is_cut[i] = was_cut || flags[i];
    outside[i] = Row(i);
    if (was_cut) outside[i] = outside[parent.row()];
    if (!was_cut && flags[i]) outside[i] = parent;
  }
  return outside;
}

// Copies the rows that `keeps` names; others take their parent's copy.
class RowCopier {
 public:
  explicit RowCopier(const Profile& from)
      : from_(from), builder_(from), frames_(from, builder_), copies_(from.stacks.size()) {}

  template <typename Keeps>
  void copy_rows(Keeps keeps) {
    const std::vector<bool> used = used_rows(from_);
    for (size_t i = 0; i < copies_.size(); ++i) {
      if (!used[i]) continue;
      const Row parent = from_.stacks.parent(Row(i));
      copies_[i] = parent.is_none() ? Row() : copies_[parent.row()];
      if (keeps(i)) {
        copies_[i] = builder_.child(copies_[i], frames_.copy(from_.stacks.element(Row(i))));
      }
    }
  }

  Row copy_of(Row row) const { return row.is_none() ? Row() : copies_[row.row()]; }
  ProfileBuilder& builder() { return builder_; }

 private:
  const Profile& from_;
  ProfileBuilder builder_;
  FrameCopier frames_;
  std::vector<Row> copies_;
};

}  // namespace

Profile choose_calls(const Profile& profile, const CallChoice& choice) {
  const auto goes = [&](const Frame& frame) {
    const std::string name = name_of_call(profile, frame);
    return (choice.retain && !choice.retain->matches(name)) ||
           (choice.exclude && choice.exclude->matches(name));
  };
  const std::vector<bool> gone = flag_rows(profile, flag_frames(profile, goes));
  RowCopier copier(profile);
  copier.copy_rows([&](size_t row) { return !gone[row]; });
  for (const Sample& sample : profile.samples) {
    const Row copy = copier.copy_of(sample.stack);
    if (!copy.is_none()) copier.builder().add(copy, sample.values, sample.snapshot);
  }
  return copier.builder().take();
}

namespace {

// jeprof names a stripped allocator's code by the nearest symbol, mostly malloc; of
// dumps that bring their names it reads no file.
bool names_by_files(const Profile& profile) {
  return std::ranges::none_of(
      profile.modules, [](const ModuleNames& module) { return module.source.starts_with("dump"); });
}

}  // namespace

Profile trim_as_jeprof(const Profile& profile) {
  const bool has_nearest = names_by_files(profile);
  const auto is_allocator = [&](const Frame& frame) {
    if (!has_function(frame)) return false;
    if (frame.kind == FrameKind::kBounds) {
      return has_nearest && is_allocator_module(profile.text(frame.module));
    }
    return is_jeprof_allocator(jeprof_short_name(profile.text(frame.function)));
  };
  const std::vector<Row> outside =
      rows_outside(profile, flag_rows(profile, flag_frames(profile, is_allocator)));
  RowCopier copier(profile);
  copier.copy_rows([](size_t) { return true; });
  for (const Sample& sample : profile.samples) {
    const Row row = sample.stack.is_none() ? Row() : outside[sample.stack.row()];
    copier.builder().add(copier.copy_of(row), sample.values, sample.snapshot);
  }
  return copier.builder().take();
}

}  // namespace jescope
