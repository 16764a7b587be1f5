// SPDX-License-Identifier: Apache-2.0
//
// A comment on a change, to be read in seconds:
//
//   **Live bytes grew from 2.0 MiB to 3.5 MiB: +1.5 MiB (+75.0%), ± 0.1 MiB.**
//
//   | before | after | … | function |      the first rows beyond noise
//
//   <details>                             all others, and the total
//   <summary>37 more, 30 of them within noise</summary>
//   …
//   </details>
#include <fmt/format.h>

#include <algorithm>

#include "jescope/base/printable.h"
#include "jescope/model/readable_name.h"
#include "render/compare/diff.h"
#include "render/fit_name.h"
#include "render/numbers.h"
#include "render/signed_numbers.h"

namespace jescope {
namespace {

constexpr size_t kRowsInSight = 10;
constexpr std::string_view kBetweenFrames = " ← ";

// Comments on the common forges hold 64 KiB.
constexpr size_t kMostFoldedBytes = 44 << 10;

// What a comment tells of a stack or a long name.
constexpr size_t kMostFrames = 8;
constexpr size_t kFrameColumns = 48;
constexpr size_t kMostNameColumns = 300;

std::string_view subject(Metric metric) {
  switch (metric) {
    case Metric::kInuseSpace: return "Live memory";
    case Metric::kInuseObjects: return "The number of live objects";
    case Metric::kAllocSpace: return "Allocated memory";
    case Metric::kAllocObjects: return "The number of allocations";
  }
  return "";
}

std::string certainty(const Change& change, Metric metric, ByteUnit unit) {
  if (change.variance == 0) return "";
  const std::string sigma = format_sigma(as_estimate(change), metric, unit);
  return fmt::format(", ± {}: {}", sigma, change.is_noise() ? "within noise" : "beyond noise");
}

std::string headline(const DiffTable& diff, ByteUnit unit) {
  const Change& total = diff.total;
  const auto value = [&](int64_t v) { return format_value(v, diff.metric, unit); };
  if (total.value() == 0) {
    return fmt::format("**{} did not change: {}.**\n\n", subject(diff.metric),
                       value(total.after.value));
  }
  const std::string percent = format_change_percent(total);
  return fmt::format("**{} {} from {} to {}: {}{}{}.**\n\n", subject(diff.metric),
                     total.value() > 0 ? "grew" : "shrank", value(total.before.value),
                     value(total.after.value), format_change(total.value(), diff.metric, unit),
                     percent == "-" ? "" : fmt::format(" ({})", percent),
                     certainty(total, diff.metric, unit));
}

using Rows = std::vector<const DiffRow*>;

// The rows of a table, told apart by where they are shown.
struct Parts {
  Rows in_sight;  // beyond noise
  Rows folded;
  size_t noise = 0;  // of the folded ones
};

Parts split(const DiffTable& diff) {
  Parts parts;
  for (const DiffRow& row : diff.rows) {
    const bool is_noise = row.state == ChangeState::kNoise;
    const bool in_sight = !is_noise && parts.in_sight.size() < kRowsInSight;
    (in_sight ? parts.in_sight : parts.folded).push_back(&row);
    if (is_noise) ++parts.noise;
  }
  return parts;
}

std::string short_stack(const DiffTable& diff, const DiffRow& row) {
  std::string text;
  for (size_t i = 0; i < std::min(row.stack.size(), kMostFrames); ++i) {
    if (i > 0) text += kBetweenFrames;
    text += fit_name(readable_name(printable_text(diff.frames[row.stack[i]].name)), kFrameColumns);
  }
  if (row.stack.size() > kMostFrames) text += fmt::format("{}…", kBetweenFrames);
  return text;
}

// Returns the name without what makes a comment long.
std::string short_name(const DiffTable& diff, const DiffRow& row) {
  if (!row.stack.empty()) return short_stack(diff, row);
  return cut_middle(readable_name(printable_text(diff.frames[row.frame].name)), kMostNameColumns);
}

// Returns the rows as a table; no more than could fit in `most_bytes`.
TextTable table_of(const DiffTable& diff, const Rows& rows, size_t most_bytes, ByteUnit unit) {
  TextTable table;
  table.header = diff_header(diff);
  size_t name_bytes = 0;
  for (const DiffRow* row : rows) {
    if (name_bytes > most_bytes) break;
    std::string name = short_name(diff, *row);
    name_bytes += name.size() + 1;
    table.rows.push_back(diff_row(diff, *row, std::move(name), unit));
  }
  return table;
}

// Returns as many rows as a comment can hold; says how many more there are.
std::string rows_that_fit(const DiffTable& diff, const Rows& rows, const TableStyle& plain) {
  constexpr auto kHeaderLines = 2;
  const std::string text = write_table(table_of(diff, rows, kMostFoldedBytes, plain.unit), plain);
  if (text.size() <= kMostFoldedBytes) return text;
  const std::string kept = text.substr(0, text.rfind('\n', kMostFoldedBytes) + 1);
  const auto kept_rows = std::ranges::count(kept, '\n') - kHeaderLines;
  return kept + fmt::format("\n… {} more rows do not fit a comment\n",
                            format_count(static_cast<int64_t>(rows.size()) - kept_rows));
}

// Returns "1 function", "12 more stacks".
std::string row_count(const DiffTable& diff, const Parts& parts) {
  const std::string_view more = parts.in_sight.empty() ? "" : " more";
  const std::string_view noun =
      diff.by == DiffRows::kStacks ? "stack" : granularity_name(diff.granularity);
  const std::string_view plural = noun.ends_with('s') ? "es" : "s";
  return fmt::format("{}{} {}{}", format_count(static_cast<int64_t>(parts.folded.size())), more,
                     noun, parts.folded.size() == 1 ? "" : plural);
}

std::string summary(const DiffTable& diff, const Parts& parts) {
  const std::string count = row_count(diff, parts);
  if (parts.noise == 0) return count;
  if (parts.noise == parts.folded.size()) return count + ", within noise";
  return fmt::format("{}, {} of them within noise", count,
                     format_count(static_cast<int64_t>(parts.noise)));
}

std::string folded_rows(const DiffTable& diff, const Parts& parts, const TableStyle& plain) {
  if (parts.folded.empty()) return {};
  return fmt::format("\n<details>\n<summary>{}</summary>\n\n{}\n</details>\n", summary(diff, parts),
                     rows_that_fit(diff, parts.folded, plain));
}

}  // namespace

std::string diff_markdown(const DiffTable& diff, const TableStyle& style) {
  TableStyle plain = style;
  plain.heading.clear();
  const Parts parts = split(diff);
  std::string text = headline(diff, style.unit) + write_heading(style);
  text += parts.in_sight.empty() ? std::string("Nothing changed beyond noise.\n")
                                 : rows_that_fit(diff, parts.in_sight, plain);
  text += folded_rows(diff, parts, plain);
  return text + write_footer(diff_left_out(diff, style.unit), style);
}

}  // namespace jescope
