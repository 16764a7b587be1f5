// SPDX-License-Identifier: Apache-2.0
//
// Every pattern is tried once a frame. What depends on a stack is computed once
// a row from the row before it, since parents precede children:
//
//   row            main   run    read   alloc
//   matches focus   no    yes     no     no
//   focus so far    no    yes    yes    yes
#include "jescope/select/filter.h"

#include <string>

#include "jescope/model/readable_name.h"
#include "jescope/model/short_name.h"
#include "select/row_map.h"

namespace jescope {
namespace {

using Row = FrameStacks::Row;
using FrameFlags = std::vector<bool>;  // by frame
using RowFlags = std::vector<bool>;    // by row

bool matches_function(std::string_view function, const Pattern& pattern, bool on_short_names) {
  if (on_short_names) return pattern.matches(short_name(function));
  return pattern.matches(function) || pattern.matches(readable_name(function));
}

bool matches_frame(const Profile& profile, const Frame& frame, const Pattern& pattern,
                   bool on_short_names) {
  const bool name = has_function(frame)
                        ? matches_function(profile.text(frame.function), pattern, on_short_names)
                        : pattern.matches(place_label(profile, frame));
  return name || (!frame.file.is_none() && pattern.matches(profile.text(frame.file)));
}

// Returns which frames match; an absent pattern gives `without`.
FrameFlags matching(const Profile& profile, const std::optional<Pattern>& pattern, bool without,
                    bool on_short_names) {
  FrameFlags flags(profile.frames.size(), without);
  if (!pattern) return flags;
  for (size_t i = 0; i < flags.size(); ++i) {
    flags[i] = matches_frame(profile, profile.frames[i], *pattern, on_short_names);
  }
  return flags;
}

FrameFlags in_matching_module(const Profile& profile, const std::optional<Pattern>& pattern) {
  FrameFlags flags(profile.frames.size(), !pattern);
  if (!pattern) return flags;
  for (size_t i = 0; i < flags.size(); ++i) {
    flags[i] = pattern->matches(profile.text(profile.frames[i].module));
  }
  return flags;
}

// Returns for each row whether it or a row outside it has its flag set.
RowFlags seen_so_far(const FrameStacks& stacks, const FrameFlags& frames) {
  RowFlags seen(stacks.size());
  for (size_t i = 0; i < seen.size(); ++i) {
    const Row parent = stacks.parent(Row(i));
    seen[i] = frames[stacks.element(Row(i)).row()] || (!parent.is_none() && seen[parent.row()]);
  }
  return seen;
}

bool at(const RowFlags& flags, Row row) {
  return !row.is_none() && flags[row.row()];
}

class Filter {
 public:
  Filter(const Profile& from, const Filters& filters)
      : from_(from),
        filters_(filters),
        builder_(from),
        copier_(from, builder_),
        focused_(seen_so_far(from.stacks, flag(filters.focus, true))),
        ignored_(seen_so_far(from.stacks, flag(filters.ignore, false))),
        in_module_(seen_so_far(from.stacks, in_matching_module(from, filters.module))),
        started_(seen_so_far(from.stacks, flag(filters.show_from, true))),
        shown_(flag(filters.show, true)),
        hidden_(flag(filters.hide, false)),
        pruned_(flag(filters.prune_from, false)) {}

  Profile run() {
    copy_rows();
    for (const Sample& sample : from_.samples) {
      const Row innermost = prune(sample.stack);
      if (innermost.is_none() || !keeps_stack(sample.stack)) continue;
      const Row copy = copies_[innermost.row()];
      if (!copy.is_none()) builder_.add(copy, sample.values, sample.snapshot);
    }
    return builder_.take();
  }

 private:
  FrameFlags flag(const std::optional<Pattern>& pattern, bool without) const {
    return matching(from_, pattern, without, filters_.on_short_names);
  }

  bool keeps_stack(Row row) const {
    return at(focused_, row) && !at(ignored_, row) && at(in_module_, row);
  }

  // Returns the stack without its part inside the innermost pruned frame.
  Row prune(Row row) const {
    if (!filters_.prune_from) return row;
    for (Row at = row; !at.is_none(); at = from_.stacks.parent(at)) {
      if (pruned_[from_.stacks.element(at).row()]) return at;
    }
    return row;
  }

  void copy_rows() {
    const RowFlags used = used_rows(from_);
    copies_.resize(from_.stacks.size());
    for (size_t i = 0; i < copies_.size(); ++i) {
      if (!used[i]) continue;
      const Row parent = from_.stacks.parent(Row(i));
      copies_[i] = parent.is_none() ? Row() : copies_[parent.row()];
      const FrameId frame = from_.stacks.element(Row(i));
      const bool keep = started_[i] && shown_[frame.row()] && !hidden_[frame.row()];
      if (keep) copies_[i] = builder_.child(copies_[i], copier_.copy(frame));
    }
  }

  const Profile& from_;
  const Filters& filters_;
  ProfileBuilder builder_;
  FrameCopier copier_;
  const RowFlags focused_;
  const RowFlags ignored_;
  const RowFlags in_module_;
  const RowFlags started_;
  const FrameFlags shown_;
  const FrameFlags hidden_;
  const FrameFlags pruned_;
  std::vector<Row> copies_;
};

}  // namespace

Profile filter(const Profile& profile, const Filters& filters) {
  return Filter(profile, filters).run();
}

}  // namespace jescope
