// SPDX-License-Identifier: Apache-2.0
#include "summarize/trend/rows.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "jescope/base/hash.h"

namespace jescope {
namespace {

using Row = FrameStacks::Row;

// Returns where the name begins after a result type: "int& std::min<int>(...)".
size_t begin_of_name(std::string_view name) {
  size_t begin = 0;
  size_t depth = 0;
  for (size_t at = 0; at < name.size(); ++at) {
    const char c = name[at];
    if (c == '(' && depth == 0 && at != begin) break;
    if (c == '<' || c == '(' || c == '{') ++depth;
    if ((c == '>' || c == ')' || c == '}') && depth != 0) --depth;
    if (c == ' ' && depth == 0) begin = at + 1;
  }
  return begin < name.size() ? begin : 0;
}

// Libraries in which every stack begins or that stand between all others: a
// caller there says nothing.
bool is_runtime(std::string_view path) {
  constexpr std::array<std::string_view, 9> kPrefixes = {"libc.so",   "libc-",    "libpthread",
                                                         "ld-linux",  "ld-musl",  "libstdc++.",
                                                         "libc++.so", "libgcc_s", "[vdso]"};
  const std::string_view name = base_name(path);
  return std::ranges::any_of(kPrefixes, [&](auto prefix) { return name.starts_with(prefix); });
}

bool is_telling(const Profile& series, const Frame& frame) {
  return is_named(frame) && !is_runtime(series.text(frame.module)) &&
         !is_standard_function(series.text(frame.function));
}

// Finds the border caller of stacks.
class Borders {
 public:
  Borders(const Profile& series, const RowFunctions& functions)
      : series_(series), functions_(functions) {
    for (const ModuleNames& module : series.modules) {
      if (module.is_program) programs_.insert(module.path);
    }
  }

  FrameId caller(Row function) const {
    const Row inside = skip(function, StringId::none());
    if (inside.is_none()) return FrameId::none();
    const StringId module = module_of(inside);
    if (programs_.contains(series_.text(module))) return FrameId::none();
    const Row row = skip(inside, module);
    return is_telling(row) ? series_.stacks.element(row) : FrameId::none();
  }

 private:
  // Returns the first row from `row` outwards that is of another module; code
  // that is in several modules, as the standard library's, is of any.
  Row skip(Row row, StringId module) const {
    const auto is_of = [&](Row at) {
      return module_of(at).is_none() || module_of(at) == module || functions_.is_standard(at);
    };
    while (!row.is_none() && is_of(row)) {
      row = series_.stacks.parent(row);
    }
    return row;
  }

  StringId module_of(Row row) const { return series_.frame(series_.stacks.element(row)).module; }

  bool is_telling(Row row) const {
    if (row.is_none()) return false;
    return jescope::is_telling(series_, series_.frame(series_.stacks.element(row)));
  }

  const Profile& series_;
  const RowFunctions& functions_;
  std::unordered_set<std::string_view> programs_;
};

// The callers next to `function` that say something, innermost first.
std::vector<FrameId> next_callers(const Profile& series, Row stack, FrameId function) {
  std::vector<FrameId> callers;
  bool inside = true;
  for (Row row = stack; !row.is_none(); row = series.stacks.parent(row)) {
    const FrameId frame = series.stacks.element(row);
    if (callers.size() >= kNextCallers) break;
    inside = inside && frame != function;
    if (inside || frame == function || !is_telling(series, series.frame(frame))) continue;
    if (std::ranges::find(callers, frame) == callers.end()) callers.push_back(frame);
  }
  return callers;
}

}  // namespace

// "std::", with a result type before it where it is a template's name, or with
// "<T as Trait>" around it where it is Rust's. The last ones are what compilers'
// tables call the library's steps between a thread or a closure and its code.
bool is_standard_function(std::string_view name) {
  constexpr std::array<std::string_view, 11> kPrefixes = {
      "std::",   "__gnu_cxx::", "alloc::", "core::",    "<std::",    "<alloc::",
      "<core::", "__invoke",    "_M_run",  "_M_invoke", "operator()"};
  const std::string_view bare = name.substr(begin_of_name(name));
  const auto begins = [&](std::string_view prefix) { return bare.starts_with(prefix); };
  return std::ranges::any_of(kPrefixes, begins);
}

RowFunctions::RowFunctions(const Profile& series) : series_(series) {
  for (const Frame& frame : series.frames) {
    is_standard_.push_back(is_named(frame) && is_standard_function(series.text(frame.function)));
  }
}

FrameStacks::Row RowFunctions::function(Row stack) const {
  Row row = stack;
  while (!row.is_none() && is_standard(row)) row = series_.stacks.parent(row);
  return row.is_none() ? stack : row;
}

std::vector<StackGroup> group_stacks(const Profile& series, std::span<const Row> stacks) {
  const RowFunctions functions(series);
  const Borders borders(series, functions);
  std::vector<StackGroup> groups;
  std::unordered_map<uint64_t, size_t> known;
  for (size_t i = 0; i < stacks.size(); ++i) {
    StackGroup group;
    if (!stacks[i].is_none()) {
      const Row function = functions.function(stacks[i]);
      group.function = series.stacks.element(function);
      group.caller = borders.caller(function);
    }
    const uint64_t key = uint64_t{group.function.raw()} << 32 | group.caller.raw();
    const auto [at, is_new] = known.emplace(key, groups.size());
    if (is_new) groups.push_back(std::move(group));
    groups[at->second].stacks.push_back(static_cast<uint32_t>(i));
  }
  return groups;
}

std::vector<StackGroup> split_by_caller(const Profile& series, std::span<const Row> stacks,
                                        const StackGroup& group, size_t depth) {
  std::vector<StackGroup> parts;
  std::unordered_map<uint32_t, size_t> known;
  for (const uint32_t stack : group.stacks) {
    const std::vector<FrameId> callers = next_callers(series, stacks[stack], group.function);
    const FrameId caller = depth < callers.size() ? callers[depth] : FrameId::none();
    const auto [at, is_new] = known.emplace(caller.raw(), parts.size());
    if (is_new) parts.push_back({group.function, group.caller, {}});
    parts[at->second].stacks.push_back(stack);
  }
  return parts;
}

std::vector<std::string> way_in(const Profile& series, Row stack, const StackGroup& group) {
  std::vector<FrameId> callers = next_callers(series, stack, group.function);
  const bool is_known = std::ranges::find(callers, group.caller) != callers.end();
  if (!group.caller.is_none() && !is_known) callers.push_back(group.caller);
  std::vector<std::string> labels;
  for (const FrameId caller : callers) labels.push_back(frame_label(series, series.frame(caller)));
  return labels;
}

}  // namespace jescope
