// SPDX-License-Identifier: Apache-2.0
//
//   two dumps ──load──▶ sides ──suppress, filter──▶ sides ──regroup──▶ DiffTable ──render──▶ bytes
//                                                     │
//                                                 difference ──▶ any other view
#include "pipeline/compare/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "jescope/base/shell_word.h"
#include "jescope/combine/difference.h"
#include "jescope/model/dump_name.h"
#include "jescope/render/comparisons.h"
#include "jescope/render/exports.h"
#include "jescope/render/merged_names.h"
#include "jescope/select/redact.h"
#include "jescope/select/regroup.h"
#include "jescope/select/trim_allocator.h"
#include "pipeline/compare/judge.h"
#include "pipeline/compare/sides.h"
#include "pipeline/health.h"
#include "pipeline/titles.h"
#include "pipeline/view.h"

namespace jescope {
namespace {

constexpr size_t kDiffRows = 25;
constexpr const char* kUnequalLines =
    "the two are not known to be of one build, so their lines are not lined up";

// Names that are the same for both are told with their folders.
std::string title_of(const Sides& sides, const Inputs& inputs) {
  const bool is_clear = sides.before != sides.after;
  return is_clear ? fmt::format("{} → {}", sides.before, sides.after)
                  : fmt::format("{} → {}", inputs.base.front(), inputs.dumps.front());
}

DiffRows rows_of(const Request& request) {
  if (request.comparison.by_stack) return DiffRows::kStacks;
  return request.order == TopOrder::kCumulative ? DiffRows::kCumulative : DiffRows::kSelf;
}

std::string diff_text(const Profile& sides, ChangeError error, const Request& request,
                      const std::string& title) {
  TableStyle style = request.style;
  style.heading = {
      fmt::format("{}: {}, {}", title, metric_title(request.metric), sampling_title(sides))};
  const auto is_sampled = [](const Snapshot& side) { return side.sample_period_bytes > 1; };
  if (std::ranges::any_of(sides.snapshots, is_sampled)) style.heading.emplace_back(describe(error));
  DiffTable table = build_diff_table(sides, request.metric, error, rows_of(request));
  return render_diff(keep_first(std::move(table), row_limit(request, kDiffRows)), style);
}

// "before 3.0 MiB, after 4.0 MiB, change 1.0 MiB ± 0.1 MiB; selected of 5.0 MiB → 6.0
// MiB; two processes: ..."; `wholes` are both totals before filtering, empty: nothing
// was filtered.
std::string sides_title(const CallTree& tree, ChangeError error, const Profile& sides,
                        const std::vector<Values>& wholes, const Request& request) {
  const Change& total = tree.changes[0].of_subtree(request.metric);
  std::string text = fmt::format("before {}, after {}, change {}", amount(total.before, request),
                                 amount(total.after, request),
                                 amount_with_error({total.value(), total.variance}, request));
  if (!wholes.empty()) {
    text += fmt::format("; selected of {} → {}", amount(wholes[0][request.metric], request),
                        amount(wholes[1][request.metric], request));
  }
  if (sides.sample_period_bytes <= 1) return text;
  return text + fmt::format("; {}", describe(error));
}

std::string flame_of_sides(const Profile& sides, const std::vector<Values>& wholes,
                           ChangeError error, const Request& request, const std::string& title) {
  const CallTree tree = build_change_tree(sides, request.metric, request.direction, error);
  const std::string heading = fmt::format("{}: change of {}, {}", title,
                                          metric_title(request.metric), sampling_title(sides));
  return draw_flame(tree, heading, sides_title(tree, error, sides, wholes, request), request);
}

Result<Report> view_difference(const Profile& sides, ChangeError error, const Request& request,
                               const Rules& rules, Title title, Diagnostics& diagnostics) {
  Profile changes = difference(sides, error);
  title.whole = total_values(changes);
  if (request.jeprof) changes = choose(std::move(changes), rules.choice, request, diagnostics);
  Result<std::string> text = view(changes, request, title, diagnostics);
  if (!text.ok()) return std::move(text).error();
  return Report{std::move(*text), {}};
}

// A line of one build stands elsewhere in another, so functions are compared there.
bool lacks_equal_lines(const Sides& sides, const Request& request) {
  return request.command == Command::kList && !request.by && !sides.has_equal_lines;
}

void note_unequal_lines(const Request& request, const Inputs& inputs, Diagnostics& diagnostics) {
  const std::string pattern = shell_word(request.function_pattern);
  diagnostics.note("unequal lines", "list",
                   fmt::format("{}; the sums of functions are compared", kUnequalLines),
                   fmt::format("jescope list {} {} shows the lines of the newer one", pattern,
                               shell_word(inputs.dumps.front())));
}

// Formats that show both sides, not their difference.
bool is_of_sides(const Request& request) {
  const bool shows_difference =
      request.export_format == ExportFormat::kJson || request.export_format == ExportFormat::kDot;
  return request.command == Command::kExport && !shows_difference;
}

// Addresses and lines mean the same only within a process.
Granularity granularity_of(const Request& request, ChangeError error) {
  // What is cut off at zero must stand together, which addresses of two runs do not.
  if (request.jeprof) {
    const bool is_cut = request.comparison.drop_negative && error == ChangeError::kBothSides;
    return is_cut ? Granularity::kFunction : Granularity::kAddress;
  }
  if (request.by) return *request.by;
  if (request.command == Command::kList) return Granularity::kLine;
  const bool exports_places =
      request.command == Command::kExport && (request.export_format == ExportFormat::kCallgrind ||
                                              request.export_format == ExportFormat::kPprof);
  const bool are_comparable = error != ChangeError::kBothSides;
  return exports_places && are_comparable ? Granularity::kAddress : Granularity::kFunction;
}

std::string callgrind_of_sides(const Profile& sides, ChangeError error, const Request& request) {
  Profile changes = difference(sides, error);
  // A file without lines is an annotated listing without costs.
  if (changes.granularity == Granularity::kFunction) {
    for (Frame& frame : changes.frames) frame.file = StringId::none();
  }
  const CallCosts costs = sum_change_costs(changes, request.metric);
  return render_callgrind_change(costs, request.metric, program_of(sides));
}

std::string export_sides(const Profile& sides, ChangeError error, const Request& request,
                         const std::string& title) {
  switch (request.export_format) {
    case ExportFormat::kFolded: return render_folded_sides(sides, request.metric);
    case ExportFormat::kPprof:
      return render_pprof(sides, title,
                          request.keep_allocator ? std::string() : allocator_expression());
    case ExportFormat::kSpeedscope: return render_speedscope(sides, request.metric, title);
    case ExportFormat::kJsonl: return render_stack_rows(sides, title);
    default: return callgrind_of_sides(sides, error, request);
  }
}

// Sides that were loaded one by one do not know their dumps.
Profile with_sources(Profile sides, const Sides& loaded) {
  for (const size_t side : {0, 1}) {
    Snapshot& snapshot = sides.snapshots[side];
    if (!snapshot.source.empty()) continue;
    snapshot.source = side == 0 ? loaded.before : loaded.after;
    const std::optional<DumpName> name = parse_dump_name(snapshot.source);
    if (name) snapshot.sequence = name->sequence;
  }
  return sides;
}

// Returns what the user has not left out.
Profile chosen_sides(Profile sides, const Request& request, const Rules& rules,
                     Diagnostics& diagnostics) {
  sides = without_suppressed(sides, request, rules, diagnostics);
  if (request.jeprof) return sides;  // which chooses of the difference
  return choose(std::move(sides), rules.choice, request, diagnostics);
}

}  // namespace

// Stacks of two builds are the same ones only when they are put together.
Profile group_sides(Profile sides, ChangeError error, const Request& request, const Rules& rules,
                    Diagnostics& diagnostics) {
  const Profile chosen = chosen_sides(std::move(sides), request, rules, diagnostics);
  const ProgressPhase phase(request.progress, grouping_plan(chosen));
  Profile grouped = regroup(chosen, granularity_of(request, error));
  const Comparison& comparison = request.comparison;
  if (comparison.equal_totals) grouped = scale_to_equal_totals(grouped, request.metric);
  if (comparison.drop_negative) grouped = drop_shrunk(grouped, request.metric);
  return grouped;
}

Result<Report> compare(const Inputs& inputs, const Request& request, const Rules& rules,
                       SymbolSource& source, SymbolSource& base_source, Diagnostics& diagnostics) {
  Result<Sides> loaded = load_sides(inputs, request, rules, {source, base_source}, diagnostics);
  if (!loaded.ok()) return std::move(loaded).error();
  return view_sides(*std::move(loaded), inputs, request, rules, diagnostics);
}

Result<Report> view_sides(Sides loaded, const Inputs& inputs, const Request& asked,
                          const Rules& rules, Diagnostics& diagnostics) {
  const bool has_unequal_lines = lacks_equal_lines(loaded, asked);
  if (has_unequal_lines) note_unequal_lines(asked, inputs, diagnostics);
  Request request = asked;
  if (has_unequal_lines) request.by = Granularity::kFunction;
  const std::string title =
      asked.redact.is_wanted ? std::string(kRedactedSubject) : title_of(loaded, inputs);
  const ChangeError error = loaded.error;
  warn_of_missing_totals(loaded.profile, request, diagnostics);

  std::vector<Values> wholes;
  if (rules.choice.any()) wholes = snapshot_totals(loaded.profile);
  Profile sides = group_sides(std::move(loaded.profile), error, request, rules, diagnostics);
  if (request.redact.is_wanted) sides = redact(sides, rules.kept_names);
  if (is_of_sides(request)) {
    return Report{export_sides(with_sources(sides, loaded), error, request, title), {}};
  }
  if (request.command != Command::kDiff && request.command != Command::kFlame) {
    Title heading;
    heading.subject = title;
    if (has_unequal_lines) heading.remark = kUnequalLines;
    return view_difference(sides, error, request, rules, std::move(heading), diagnostics);
  }
  if (request.command == Command::kFlame) {
    return Report{flame_of_sides(sides, wholes, error, request, title), {}};
  }
  const GateReport gates = judge_change(sides, error, request, rules, std::nullopt, diagnostics);
  if (request.draws_chart) {
    return to_report(flame_of_sides(sides, wholes, error, request, title), gates, request);
  }
  std::string text = diff_text(sides, error, request, title);
  if (request.comparison.list_merged) {
    append_report(text, render_merged_names(loaded.merged, request.style), request.style.format);
  }
  return to_report(std::move(text), gates, request);
}

}  // namespace jescope
