// SPDX-License-Identifier: Apache-2.0
//
// Each text is renamed once; then frames and stacks are entered anew, where
// equal ones meet.
#include "jescope/select/rename.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "select/path_pairs.h"
#include "select/row_map.h"

namespace jescope {
namespace {

using Row = FrameStacks::Row;
using Field = StringId Frame::*;
using NewTexts = std::unordered_map<uint32_t, std::string>;  // by the old text's number

// What the first snapshot holds, and what the later ones hold.
struct Sides {
  std::vector<bool> first;
  std::vector<bool> later;
};

void mark_stack(const Profile& profile, Row row, std::vector<bool>& rows) {
  for (; !row.is_none() && !rows[row.row()]; row = profile.stacks.parent(row)) {
    rows[row.row()] = true;
  }
}

std::vector<bool> frames_of(const Profile& profile, const std::vector<bool>& rows) {
  std::vector<bool> frames(profile.frames.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i]) frames[profile.stacks.element(Row(i)).row()] = true;
  }
  return frames;
}

Sides frames_of_sides(const Profile& profile) {
  std::vector<bool> first(profile.stacks.size());
  std::vector<bool> later(profile.stacks.size());
  for (const Sample& sample : profile.samples) {
    mark_stack(profile, sample.stack, sample.snapshot == 0 ? first : later);
  }
  return {frames_of(profile, first), frames_of(profile, later)};
}

// Returns the new texts that `field` has in `frames`.
PathSet paths_of(const Profile& profile, Field field, const NewTexts& texts,
                 const std::vector<bool>& frames) {
  PathSet paths;
  for (size_t i = 0; i < frames.size(); ++i) {
    const StringId id = profile.frames[i].*field;
    if (frames[i] && !id.is_none()) paths.insert(texts.at(id.raw()));
  }
  return paths;
}

void replace_all(NewTexts& texts, const PathPairs& pairs) {
  for (auto& [id, text] : texts) {
    const auto pair = pairs.find(text);
    if (pair != pairs.end()) text = pair->second;
  }
}

PathSet program_paths(const Profile& profile) {
  PathSet programs;
  for (const ModuleNames& module : profile.modules) {
    if (module.is_program) programs.insert(module.path);
  }
  return programs;
}

// Returns what `rename_text` makes of each text of `field`.
template <typename RenameText>
NewTexts new_texts(const Profile& profile, Field field, RenameText rename_text) {
  NewTexts texts;
  for (const Frame& frame : profile.frames) {
    const StringId id = frame.*field;
    if (id.is_none() || texts.contains(id.raw())) continue;
    texts.emplace(id.raw(), rename_text(frame));
  }
  return texts;
}

std::vector<MergedName> merged_names(const Profile& profile, Field field, const NewTexts& texts) {
  std::unordered_set<uint32_t> seen;
  std::map<std::string, std::set<std::string>> originals;
  for (const Frame& frame : profile.frames) {
    const StringId id = frame.*field;
    const bool is_listed = field != &Frame::function || is_named(frame);
    if (id.is_none() || !is_listed || !seen.insert(id.raw()).second) continue;
    originals[texts.at(id.raw())].emplace(profile.text(id));
  }
  std::vector<MergedName> merged;
  for (const auto& [name, from] : originals) {
    if (from.size() == 1 && *from.begin() == name) continue;
    merged.push_back({name, {from.begin(), from.end()}});
  }
  return merged;
}

class Renamer {
 public:
  Renamer(const Profile& from, const NameRules& rules, const RenameOptions& options)
      : from_(from),
        rules_(rules),
        incomparable_(options.incomparable_modules.begin(), options.incomparable_modules.end()),
        builder_(from) {
    modules_ = new_texts(from, &Frame::module,
                         [&](const Frame& frame) { return std::string(from.text(frame.module)); });
    files_ = new_texts(from, &Frame::file, [&](const Frame& frame) {
      return rules.apply_to_file(from.text(frame.file));
    });
    if (options.paths == Paths::kUnify) unify_paths();
    functions_ =
        new_texts(from, &Frame::function, [&](const Frame& frame) { return function_name(frame); });
  }

  Renamed run() {
    for (const Frame& frame : from_.frames) frames_.push_back(copy(frame));
    copy_stacks();
    Renamed renamed;
    renamed.profile = builder_.take();
    renamed.merged.functions = merged_names(from_, &Frame::function, functions_);
    renamed.merged.files = merged_names(from_, &Frame::file, files_);
    renamed.merged.modules = merged_names(from_, &Frame::module, modules_);
    return renamed;
  }

 private:
  void unify_paths() {
    const Sides sides = frames_of_sides(from_);
    const auto paths = [&](Field field, const NewTexts& texts, const std::vector<bool>& frames) {
      return paths_of(from_, field, texts, frames);
    };
    replace_all(files_, pair_source_files(paths(&Frame::file, files_, sides.first),
                                          paths(&Frame::file, files_, sides.later)));
    replace_all(modules_,
                pair_modules(paths(&Frame::module, modules_, sides.first),
                             paths(&Frame::module, modules_, sides.later), program_paths(from_)));
  }

  std::string_view module_name(const Frame& frame) const {
    return frame.module.is_none() ? std::string_view() : base_name(modules_.at(frame.module.raw()));
  }

  // "libfoo.so!fn@0x1234" begins with its module's name.
  std::string function_name(const Frame& frame) const {
    const std::string_view name = from_.text(frame.function);
    if (is_named(frame)) return rules_.apply(name);
    const std::string_view module = base_name(from_.text(frame.module));
    if (!name.starts_with(module)) return std::string(name);
    return fmt::format("{}{}", module_name(frame), name.substr(module.size()));
  }

  bool is_incomparable(const Frame& frame) const {
    return from_.granularity >= Granularity::kFunction && !is_named(frame) &&
           incomparable_.contains(from_.text(frame.module));
  }

  StringId enter(const NewTexts& texts, StringId old) {
    return old.is_none() ? old : builder_.intern(texts.at(old.raw()));
  }

  FrameId copy(const Frame& frame) {
    if (is_incomparable(frame)) return module_frame(frame);
    Frame renamed = frame;
    renamed.function = enter(functions_, frame.function);
    renamed.file = enter(files_, frame.file);
    renamed.module = enter(modules_, frame.module);
    return builder_.intern(renamed);
  }

  FrameId module_frame(const Frame& frame) {
    Frame whole;
    whole.function = builder_.intern(fmt::format("{} [no name]", module_name(frame)));
    whole.module = enter(modules_, frame.module);
    whole.kind = FrameKind::kBounds;
    return builder_.intern(whole);
  }

  void copy_stacks() {
    const std::vector<bool> used = used_rows(from_);
    std::vector<Row> copies(from_.stacks.size());
    for (size_t i = 0; i < copies.size(); ++i) {
      if (!used[i]) continue;
      const Row parent = from_.stacks.parent(Row(i));
      const Row outer = parent.is_none() ? Row() : copies[parent.row()];
      copies[i] = builder_.child(outer, frames_[from_.stacks.element(Row(i)).row()]);
    }
    for (const Sample& sample : from_.samples) {
      const Row row = sample.stack.is_none() ? Row() : copies[sample.stack.row()];
      builder_.add(row, sample.values, sample.snapshot);
    }
  }

  const Profile& from_;
  const NameRules& rules_;
  const PathSet incomparable_;
  ProfileBuilder builder_;
  NewTexts modules_;
  NewTexts files_;
  NewTexts functions_;
  std::vector<FrameId> frames_;  // in the new profile, by frame of the old one
};

}  // namespace

Renamed rename(const Profile& profile, const NameRules& rules, const RenameOptions& options) {
  return Renamer(profile, rules, options).run();
}

}  // namespace jescope
