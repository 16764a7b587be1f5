// SPDX-License-Identifier: Apache-2.0
//
//   prof_backtrace_impl  je_malloc_default  malloc   Cache::insert   main
//   '------------ innermost run, removed ---------'   '---- stays ------'
//
// A stack is its innermost row, so trimming moves the sample to an outer row.
#include "jescope/select/trim_allocator.h"

#include "select/nameless_allocator.h"
#include "select/row_map.h"

namespace jescope {
namespace {

std::vector<bool> allocator_frames(const Profile& profile) {
  std::vector<bool> result = nameless_allocator_frames(profile);
  for (size_t i = 0; i < result.size(); ++i) {
    const Frame& frame = profile.frames[i];
    result[i] = result[i] || is_allocator_module(profile.text(frame.module)) ||
                is_allocator_function(profile.text(frame.function));
  }
  return result;
}

class Trimmer {
 public:
  explicit Trimmer(const Profile& from)
      : from_(from),
        builder_(from),
        copier_(from, builder_),
        is_allocator_(allocator_frames(from)),
        copies_(from.stacks.size()) {}

  Profile run() {
    for (const Sample& sample : from_.samples) {
      builder_.add(copy(first_outside(sample.stack)), sample.values, sample.snapshot);
    }
    Profile trimmed = builder_.take();
    trimmed.begins_at_callers = true;
    return trimmed;
  }

 private:
  FrameStacks::Row first_outside(FrameStacks::Row row) const {
    while (!row.is_none() && is_allocator_[from_.stacks.element(row).row()] &&
           !from_.stacks.parent(row).is_none()) {
      row = from_.stacks.parent(row);
    }
    return row;
  }

  // Each row is copied once, so every copy is new.
  FrameStacks::Row copy(FrameStacks::Row row) {
    std::vector<FrameStacks::Row> to_copy;
    for (; !row.is_none() && copies_[row.row()].is_none(); row = from_.stacks.parent(row)) {
      to_copy.push_back(row);
    }
    FrameStacks::Row copied = row.is_none() ? row : copies_[row.row()];
    for (size_t i = to_copy.size(); i-- > 0;) {
      copied = builder_.new_child(copied, copier_.copy(from_.stacks.element(to_copy[i])));
      copies_[to_copy[i].row()] = copied;
    }
    return copied;
  }

  const Profile& from_;
  ProfileBuilder builder_;
  FrameCopier copier_;
  const std::vector<bool> is_allocator_;  // by frame
  std::vector<FrameStacks::Row> copies_;  // by row
};

}  // namespace

Profile trim_allocator(const Profile& profile) {
  return Trimmer(profile).run();
}

}  // namespace jescope
