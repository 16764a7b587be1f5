// SPDX-License-Identifier: Apache-2.0
//
// Frames with equal keys become one. The key has only the fields that the
// granularity keeps apart; the merged frame keeps what all its frames agree on.
#include "jescope/select/regroup.h"

#include <fmt/format.h>

#include <unordered_map>
#include <unordered_set>

#include "jescope/base/hash.h"
#include "select/row_map.h"

namespace jescope {
namespace {

using Row = FrameStacks::Row;

// A frame without a module, as kNoBacktrace, stays apart by its function.
void set_module_key(const Frame& frame, Frame& key) {
  key.module = frame.module;
  if (frame.module.is_none()) key.function = frame.function;
}

// True for names that several functions of a program may have: of C's static
// functions and of what stands in an anonymous namespace.
bool may_be_shared(std::string_view function) {
  return function.find('(') == std::string_view::npos ||
         function.find("(anonymous namespace)") != std::string_view::npos;
}

// Finds the names that functions of several source files have. They must be in
// one dump: between builds a file may have been renamed.
class SharedNames {
 public:
  explicit SharedNames(const Profile& profile)
      : profile_(profile), seen_in_(profile.stacks.size(), kNotSeen) {}

  std::unordered_set<uint32_t> run() {
    uint32_t snapshot = 0;
    for (const Sample& sample : profile_.samples) {
      if (sample.snapshot != snapshot) file_of_.clear();
      snapshot = sample.snapshot;
      for (Row row = sample.stack; !row.is_none() && seen_in_[row.row()] != snapshot;
           row = profile_.stacks.parent(row)) {
        seen_in_[row.row()] = snapshot;
        look_at(profile_.frame(profile_.stacks.element(row)));
      }
    }
    return std::move(shared_);
  }

 private:
  static constexpr uint32_t kNotSeen = UINT32_MAX;

  void look_at(const Frame& frame) {
    if (frame.function.is_none() || frame.file.is_none()) return;
    const auto [known, is_new] = file_of_.emplace(frame.function.raw(), frame.file);
    const bool differs = !is_new && known->second != frame.file;
    if (differs && may_be_shared(profile_.text(frame.function))) {
      shared_.insert(frame.function.raw());
    }
  }

  const Profile& profile_;
  std::vector<uint32_t> seen_in_;                   // snapshot, by row
  std::unordered_map<uint32_t, StringId> file_of_;  // in this snapshot, by function
  std::unordered_set<uint32_t> shared_;
};

// Returns `frame` reduced to the fields that keep it apart from others.
Frame key_of(const Frame& frame, Granularity by, bool by_file) {
  Frame unnamed_place;
  unnamed_place.module = frame.module;
  unnamed_place.offset = frame.offset;
  Frame key;
  switch (by) {
    case Granularity::kAddress: return frame;
    case Granularity::kLine:
      if (!has_function(frame)) return unnamed_place;
      key.function = frame.function;
      key.file = frame.file;
      key.line = frame.line;
      return key;
    case Granularity::kFunction:
      if (!has_function(frame)) return unnamed_place;
      key.function = frame.function;
      if (by_file) key.file = frame.file;
      return key;
    case Granularity::kFile:
      key.file = frame.file;
      if (frame.file.is_none()) set_module_key(frame, key);
      return key;
    case Granularity::kModule: set_module_key(frame, key); return key;
  }
  return key;
}

struct FrameHash {
  size_t operator()(const Frame& frame) const {
    const uint64_t names = mix_hash(frame.function.raw(), frame.file.raw());
    return mix_hash(mix_hash(names, frame.module.raw()), frame.offset + frame.line);
  }
};

// Returns what a frame shows at the granularity, before merging.
Frame shown_fields(const Frame& frame, Granularity by) {
  Frame shown = frame;
  const bool keeps_place = by == Granularity::kAddress || !has_function(frame);
  if (!keeps_place) shown.offset = 0;
  if (by < Granularity::kLine) shown.line = 0;
  if (by < Granularity::kFunction) {
    if (!frame.module.is_none()) shown.function = StringId::none();
    shown.offset = 0;
    shown.inlined = false;
    shown.kind = FrameKind::kNative;
  }
  if (by < Granularity::kFile) shown.file = StringId::none();
  return shown;
}

void keep_common(Frame& merged, const Frame& frame) {
  if (merged.file != frame.file) merged.file = StringId::none();
  if (merged.module != frame.module) merged.module = StringId::none();
  if (merged.line != frame.line) merged.line = 0;
  merged.inlined = merged.inlined && frame.inlined;
  if (merged.kind != frame.kind) merged.kind = FrameKind::kNative;
}

class Regrouper {
 public:
  Regrouper(const Profile& from, Granularity by)
      : from_(from), by_(by), shared_(SharedNames(from).run()), builder_(named(from, by)) {}

  Profile run() {
    merge_frames();
    copy_rows();
    for (const Sample& sample : from_.samples) {
      const Row row = sample.stack.is_none() ? Row() : copies_[sample.stack.row()];
      builder_.add(row, sample.values, sample.snapshot);
    }
    return builder_.take();
  }

 private:
  // An empty profile to build on, of the new granularity.
  static Profile named(const Profile& from, Granularity by) {
    Profile empty;
    empty.granularity = by;
    empty.sample_period_bytes = from.sample_period_bytes;
    empty.has_totals = from.has_totals;
    empty.modules = from.modules;
    empty.snapshots = from.snapshots;
    empty.baseline = from.baseline;
    return empty;
  }

  // The linker knows functions of one name by their file, so do we.
  bool is_shared(const Frame& frame) const {
    return by_ == Granularity::kFunction && shared_.contains(frame.function.raw());
  }

  Frame key(const Frame& frame) const { return key_of(frame, by_, is_shared(frame)); }

  void merge_frames() {
    std::unordered_map<Frame, Frame, FrameHash> merged;
    for (const Frame& frame : from_.frames) {
      const Frame shown = shown_fields(frame, by_);
      const auto [known, is_new] = merged.emplace(key(frame), shown);
      if (!is_new) keep_common(known->second, shown);
    }
    for (const Frame& frame : from_.frames) frames_.push_back(copy(merged.at(key(frame))));
  }

  FrameId copy(const Frame& frame) {
    if (!is_shared(frame) || frame.file.is_none()) return builder_.copy_frame(from_, frame);
    Frame told_apart = frame;
    told_apart.function = builder_.intern(
        fmt::format("{} ({})", from_.text(frame.function), base_name(from_.text(frame.file))));
    told_apart.file = builder_.intern(from_.text(frame.file));
    told_apart.module = builder_.intern(from_.text(frame.module));
    return builder_.intern(told_apart);
  }

  void copy_rows() {
    const std::vector<bool> used = used_rows(from_);
    const bool folds_neighbours = by_ < Granularity::kFunction;
    std::vector<FrameId> frame_of(from_.stacks.size());
    copies_.resize(from_.stacks.size());
    for (size_t i = 0; i < copies_.size(); ++i) {
      if (!used[i]) continue;
      const Row parent = from_.stacks.parent(Row(i));
      frame_of[i] = frames_[from_.stacks.element(Row(i)).row()];
      const bool same =
          folds_neighbours && !parent.is_none() && frame_of[parent.row()] == frame_of[i];
      const Row outer = parent.is_none() ? Row() : copies_[parent.row()];
      copies_[i] = same ? outer : builder_.child(outer, frame_of[i]);
    }
  }

  const Profile& from_;
  const Granularity by_;
  const std::unordered_set<uint32_t> shared_;
  ProfileBuilder builder_;
  std::vector<FrameId> frames_;  // in the new profile, by frame of the old one
  std::vector<Row> copies_;      // by row of the old one
};

}  // namespace

Profile regroup(const Profile& profile, Granularity by) {
  return Regrouper(profile, by).run();
}

}  // namespace jescope
