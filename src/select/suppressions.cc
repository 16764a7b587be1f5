// SPDX-License-Identifier: Apache-2.0
//
// A pattern becomes an expression of the same meaning, "leak:^Cache::*insert$"
// \ACache::\C*insert\z, so matching takes linear time. Every pattern is tried
// once a frame; a row's first suppression is the earlier of its frame's and the
// one of the row before it.
#include "jescope/select/suppressions.h"

#include <fmt/format.h>

#include <algorithm>

#include "jescope/model/readable_name.h"
#include "select/row_map.h"
#include "select/rule_lines.h"

namespace jescope {
namespace {

using Row = FrameStacks::Row;

constexpr std::string_view kType = "leak:";
constexpr size_t kLongestLine = 1024;

bool is_special(char c) {
  return std::string_view("\\.+*?()|[]{}^$").find(c) != std::string_view::npos;
}

// Returns what matches `c`; "*" is any text, broken UTF-8 as well.
std::string expression_of(char c) {
  if (c == '*') return "\\C*";
  return is_special(c) ? std::string("\\") + c : std::string(1, c);
}

std::string to_expression(std::string_view pattern) {
  const bool from_start = pattern.starts_with('^');
  if (from_start) pattern.remove_prefix(1);
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  std::string expression = from_start ? "\\A" : "";
  for (const char c : pattern) expression += expression_of(c);
  return to_end ? expression + "\\z" : expression;
}

Error line_error(std::string_view path, const RuleLine& line, std::string message) {
  return {ErrorCode::kUsage, fmt::format("{}:{}", path, line.number), std::move(message), {}};
}

Result<Suppression> parse_line(const RuleLine& line, std::string_view path) {
  if (line.text.size() > kLongestLine) {
    return line_error(path, line,
                      fmt::format("expected a suppression of at most {} bytes, got {}",
                                  kLongestLine, line.text.size()));
  }
  const bool is_leak = line.text.starts_with(kType);
  const std::string_view written = line.text.substr(is_leak ? kType.size() : 0);
  if (!is_leak || written.empty()) {
    Error error =
        line_error(path, line, fmt::format("expected leak:PATTERN, got \"{}\"", line.text));
    if (!is_leak) error.hint = "write \"leak:\" before a part of the name to hide";
    return error;
  }
  Result<Pattern> pattern =
      Pattern::compile(to_expression(written), fmt::format("{}:{}", path, line.number));
  if (!pattern.ok()) return std::move(pattern).error();
  return Suppression{std::string(line.text), line.number, *std::move(pattern)};
}

bool matches_frame(const Profile& profile, const Frame& frame, const Pattern& pattern) {
  const std::string_view function = profile.text(frame.function);
  if (!function.empty() && pattern.matches(function)) return true;
  const std::string readable = readable_name(function);
  if (readable != function && pattern.matches(readable)) return true;
  const auto path_matches = [&](StringId path) {
    return !path.is_none() && pattern.matches(profile.text(path));
  };
  return path_matches(frame.file) || path_matches(frame.module);
}

// Returns the row of the first suppression that matches `frame`; their number
// when none does.
size_t first_match(const Profile& profile, const Frame& frame, const Suppressions& suppressions) {
  const auto found = std::ranges::find_if(suppressions, [&](const Suppression& one) {
    return matches_frame(profile, frame, one.pattern);
  });
  return static_cast<size_t>(found - suppressions.begin());
}

// Returns the same for each row's stack.
std::vector<size_t> first_matches(const Profile& profile, const Suppressions& suppressions) {
  std::vector<size_t> of_frame;
  for (const Frame& frame : profile.frames) {
    of_frame.push_back(first_match(profile, frame, suppressions));
  }
  std::vector<size_t> of_row(profile.stacks.size());
  for (size_t i = 0; i < of_row.size(); ++i) {
    const Row parent = profile.stacks.parent(Row(i));
    const size_t own = of_frame[profile.stacks.element(Row(i)).row()];
    of_row[i] = parent.is_none() ? own : std::min(own, of_row[parent.row()]);
  }
  return of_row;
}

std::vector<SuppressionUse> unused(const Profile& profile, const Suppressions& suppressions) {
  const size_t snapshots = std::max<size_t>(1, profile.snapshots.size());
  std::vector<SuppressionUse> uses;
  for (const Suppression& one : suppressions) {
    uses.push_back({one.text, one.line, 0, std::vector<Values>(snapshots)});
  }
  return uses;
}

class Suppressor {
 public:
  Suppressor(const Profile& from, const Suppressions& suppressions)
      : from_(from),
        first_match_(first_matches(from, suppressions)),
        uses_(unused(from, suppressions)),
        counted_(from.stacks.size()),
        builder_(from),
        copier_(from, builder_),
        copies_(from.stacks.size()) {}

  Suppressed run() {
    for (const Sample& sample : from_.samples) {
      if (!is_hidden(sample.stack)) {
        builder_.add(copy(sample.stack), sample.values, sample.snapshot);
      } else {
        count(sample);
      }
    }
    return {builder_.take(), std::move(uses_)};
  }

 private:
  bool is_hidden(Row stack) const {
    return !stack.is_none() && first_match_[stack.row()] < uses_.size();
  }

  void count(const Sample& sample) {
    SuppressionUse& use = uses_[first_match_[sample.stack.row()]];
    use.hidden[sample.snapshot] += sample.values;
    if (!counted_[sample.stack.row()]) ++use.stacks;
    counted_[sample.stack.row()] = true;
  }

  // Enters the rows that are not entered yet, outermost first.
  Row copy(Row stack) {
    std::vector<Row> missing;
    for (; !stack.is_none() && copies_[stack.row()].is_none(); stack = from_.stacks.parent(stack)) {
      missing.push_back(stack);
    }
    Row outer = stack.is_none() ? Row() : copies_[stack.row()];
    for (auto row = missing.rbegin(); row != missing.rend(); ++row) {
      outer = builder_.child(outer, copier_.copy(from_.stacks.element(*row)));
      copies_[row->row()] = outer;
    }
    return outer;
  }

  const Profile& from_;
  const std::vector<size_t> first_match_;  // by row
  std::vector<SuppressionUse> uses_;
  std::vector<bool> counted_;  // rows whose stack is counted in a use
  ProfileBuilder builder_;
  FrameCopier copier_;
  std::vector<Row> copies_;  // in the new profile, by row of the old one; none(): not yet
};

}  // namespace

Result<Suppressions> parse_suppressions(std::string_view text, std::string_view path) {
  Suppressions suppressions;
  for (const RuleLine& line : rule_lines(text)) {
    Result<Suppression> suppression = parse_line(line, path);
    if (!suppression.ok()) return std::move(suppression).error();
    suppressions.push_back(*std::move(suppression));
  }
  return suppressions;
}

Suppressed suppress(const Profile& profile, const Suppressions& suppressions) {
  return Suppressor(profile, suppressions).run();
}

}  // namespace jescope
