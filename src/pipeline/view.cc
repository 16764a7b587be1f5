// SPDX-License-Identifier: Apache-2.0
//
// One function a command: regroup to its granularity, summarize, render.
#include "pipeline/view.h"

#include <fmt/format.h>

#include <algorithm>

#include "jescope/model/readable_name.h"
#include "jescope/render/exports.h"
#include "jescope/render/flame.h"
#include "jescope/render/symbolized_dump.h"
#include "jescope/render/tables.h"
#include "jescope/select/pattern.h"
#include "jescope/select/regroup.h"
#include "jescope/select/trim_allocator.h"
#include "jescope/summarize/fold_small.h"
#include "pipeline/code/listing.h"
#include "pipeline/graph.h"
#include "pipeline/health.h"
#include "pipeline/jeprof/jeprof.h"
#include "pipeline/titles.h"

namespace jescope {
namespace {

constexpr size_t kTopRows = 25;
constexpr size_t kTreeRows = 60;
constexpr size_t kTraces = 10;
constexpr size_t kMostFlameFrames = 1'000'000;  // what a browser still opens
constexpr double kTreeLeastFraction = 0.005;    // jeprof's --nodefraction

// Of a difference: "change 2.1 MiB ± 0.3 MiB; shares are of the base's 3.0 MiB".
std::string change_title(const Profile& profile, const Request& request) {
  return fmt::format("change {}; shares are of the base's {}",
                     amount_with_error(total_values(profile)[request.metric], request),
                     amount((*profile.baseline)[request.metric], request));
}

std::string total_title(const Profile& profile, const Request& request, const Title& title) {
  if (profile.baseline) return change_title(profile, request);
  const Estimate total = total_values(profile)[request.metric];
  const Estimate& whole = title.whole[request.metric];
  std::string text = "total " + amount_with_error(total, request);
  if (total.value != whole.value) {
    text += fmt::format(
        " selected of {} ({})", amount(whole, request),
        format_percent(static_cast<double>(total.value), static_cast<double>(whole.value)));
  }
  return title.missing.empty() ? text : text + "; " + title.missing;
}

std::string view_top(const Profile& profile, const Request& request, const TableStyle& style) {
  TopTable table = build_top_table(profile, request.metric, request.order);
  if (request.least_fraction) table = keep_large(std::move(table), *request.least_fraction);
  return render_top(keep_first(std::move(table), row_limit(request, kTopRows)), style);
}

std::string view_tree(const Profile& profile, const Request& request, const TableStyle& style) {
  const CallTree tree = build_call_tree(profile, request.metric, request.direction);
  const double least = request.least_fraction.value_or(kTreeLeastFraction);
  return render_tree(tree, outline(tree, least, row_limit(request, kTreeRows)), style);
}

std::string view_traces(const Profile& profile, const Request& request, const TableStyle& style) {
  return render_traces(
      keep_first(list_traces(profile, request.metric), row_limit(request, kTraces)), style);
}

Result<std::string> view_peek(const Profile& profile, const Request& request,
                              const TableStyle& style, Diagnostics& diagnostics) {
  const Result<Pattern> pattern = Pattern::compile(request.function_pattern, "REGEX");
  if (!pattern.ok()) return pattern.error();
  const auto is_wanted = [&](std::string_view name) {
    return pattern->matches(name) || pattern->matches(readable_name(name));
  };
  const NeighbourList found = find_neighbours(profile, request.metric, is_wanted);
  if (found.functions.empty()) {
    diagnostics.warn("nothing found", "peek",
                     fmt::format("no function matches \"{}\"", request.function_pattern),
                     hint_to_all_functions(request));
  }
  return render_neighbours(found, style);
}

Result<std::string> view_list(const Profile& profile, const Request& request, const Title& title,
                              Diagnostics& diagnostics) {
  const Result<SourceList> list =
      list_matching(profile, request, title.symbols_command, diagnostics);
  if (!list.ok()) return list.error();
  return render_source_list(*list, titled_style(profile, request, title));
}

std::string view_flame(const Profile& profile, const Request& request, const TableStyle& style) {
  const CallTree tree = build_call_tree(profile, request.metric, request.direction);
  return draw_flame(tree, style.heading.front(), style.heading.back(), request);
}

std::string view_merge(const Profile& profile, Diagnostics& diagnostics) {
  if (total_values(profile)[Metric::kInuseSpace].variance > 0) {
    diagnostics.note("errors", "merge",
                     "the format cannot hold sampling errors: the result reads as exact");
  }
  return render_symbolized_dump(profile);
}

std::string view_export(const Profile& profile, const Request& request, const Title& title,
                        Diagnostics& diagnostics) {
  switch (request.export_format) {
    case ExportFormat::kFolded:
      return render_folded(regroup(profile, request.by.value_or(Granularity::kFunction)),
                           request.metric);
    case ExportFormat::kCallgrind:
      return render_callgrind(sum_call_costs(profile), profile.has_totals, program_of(profile));
    case ExportFormat::kPprof:
      return render_pprof(regroup(profile, request.by.value_or(Granularity::kAddress)),
                          title.subject,
                          request.keep_allocator ? std::string() : allocator_expression());
    case ExportFormat::kSpeedscope:
      return render_speedscope(regroup(profile, request.by.value_or(Granularity::kFunction)),
                               request.metric, title.subject);
    case ExportFormat::kJsonl:
      return render_stack_rows(regroup(profile, request.by.value_or(Granularity::kFunction)),
                               title.subject);
    case ExportFormat::kJson:
      return render_profile_json(regroup(profile, request.by.value_or(Granularity::kAddress)));
    case ExportFormat::kRaw: return view_merge(profile, diagnostics);
    case ExportFormat::kDot: {
      const Profile grouped = regroup(profile, request.by.value_or(Granularity::kFunction));
      return draw_graph(grouped, request, GraphFormat::kDot, titled_style(grouped, request, title),
                        diagnostics);
    }
  }
  return {};
}

// What is said while the report is made of grouped stacks.
ProgressPlan view_plan(const Request& request) {
  switch (request.command) {
    case Command::kFlame: return {"drawing the flame graph"};
    case Command::kGraph: return {"laying out the call graph"};
    case Command::kExport: return {"writing the export"};
    case Command::kMerge: return {"writing the merged dump"};
    default: break;
  }
  return {"adding up"};
}

Profile group(const Profile& profile, const Request& request) {
  const ProgressPhase phase(request.progress, grouping_plan(profile));
  return regroup(profile, request.by.value_or(Granularity::kFunction));
}

}  // namespace

TableStyle titled_style(const Profile& profile, const Request& request, const Title& title) {
  TableStyle style = request.style;
  const char* const what = profile.baseline ? "change of " : "";
  style.heading = {fmt::format("{}: {}{}, {}", title.subject, what, metric_title(request.metric),
                               title.sampling.empty() ? sampling_title(profile) : title.sampling),
                   total_title(profile, request, title)};
  if (!title.remark.empty()) style.heading.push_back(title.remark);
  return style;
}

std::string draw_flame(const CallTree& tree, std::string title, std::string subtitle,
                       const Request& request, std::vector<std::string> snapshot_subtitles) {
  const bool is_too_large = tree.nodes.size() > kMostFlameFrames && tree.snapshots.empty();
  FoldedTree folded;
  if (is_too_large) {
    folded = fold_small(tree, kMostFlameFrames);
    subtitle += fmt::format("; the {} smallest frames stand put together",
                            format_count(static_cast<int64_t>(folded.folded_nodes)));
  }
  const CallTree& drawn = is_too_large ? folded.tree : tree;
  const FlameChoice& choice = request.flame;
  const FlameStyle style{std::move(title), std::move(subtitle),    choice.icicle,
                         choice.colouring, choice.folds_recursion, std::move(snapshot_subtitles)};
  const CallTree ordered =
      choice.order == ChildOrder::kSize ? drawn : put_in_order(drawn, choice.order);
  if (choice.printed) return print_flame(ordered, style, *choice.printed).bytes;
  return request.is_page ? render_flame_html(ordered, style) : render_flame_svg(ordered, style);
}

Result<std::string> view(const Profile& profile, const Request& request, const Title& title,
                         Diagnostics& diagnostics) {
  const ProgressPhase phase(request.progress, view_plan(request));
  if (request.command == Command::kJeprof) return view_jeprof(profile, request, title, diagnostics);
  if (request.command == Command::kExport) return view_export(profile, request, title, diagnostics);
  if (request.command == Command::kMerge) return view_merge(profile, diagnostics);
  if (request.command == Command::kList) return view_list(profile, request, title, diagnostics);
  const Profile grouped = group(profile, request);
  const TableStyle style = titled_style(grouped, request, title);
  switch (request.command) {
    case Command::kTop: return view_top(grouped, request, style);
    case Command::kTree: return view_tree(grouped, request, style);
    case Command::kPeek: return view_peek(grouped, request, style, diagnostics);
    case Command::kTraces: return view_traces(grouped, request, style);
    case Command::kFlame: return view_flame(grouped, request, style);
    case Command::kGraph:
      return draw_graph(grouped, request, request.graph_format, style, diagnostics);
    default: break;
  }
  return std::string();
}

}  // namespace jescope
