// SPDX-License-Identifier: Apache-2.0
//
// One function a command: regroup to its granularity, summarize, render.
#include "pipeline/view.h"

#include <fmt/format.h>

#include <algorithm>

#include "jescope/model/readable_name.h"
#include "jescope/render/exports.h"
#include "jescope/render/flame.h"
#include "jescope/render/tables.h"
#include "jescope/select/pattern.h"
#include "jescope/select/regroup.h"

namespace jescope {
namespace {

constexpr size_t kTopRows = 25;
constexpr size_t kTreeRows = 60;
constexpr size_t kTraces = 10;
constexpr double kTreeLeastFraction = 0.005;  // jeprof's --nodefraction

// Programs want everything, people the first page.
size_t row_limit(const Request& request, size_t for_people) {
  if (request.rows) return *request.rows == 0 ? SIZE_MAX : *request.rows;
  const bool for_programs =
      request.style.format == TableFormat::kJson || request.style.format == TableFormat::kCsv;
  return for_programs ? SIZE_MAX : for_people;
}

std::string amount(const Estimate& estimate, const Request& request) {
  const bool bytes = unit_of(request.metric) == Unit::kBytes;
  return bytes ? format_bytes(estimate.value, request.style.unit) : format_count(estimate.value);
}

std::string metric_title(Metric metric) {
  switch (metric) {
    case Metric::kInuseSpace: return "live bytes";
    case Metric::kInuseObjects: return "live objects";
    case Metric::kAllocSpace: return "bytes allocated since the start";
    case Metric::kAllocObjects: return "objects allocated since the start";
  }
  return "";
}

std::string sampling_title(const Profile& profile) {
  if (profile.sample_period_bytes <= 1) return "every allocation recorded";
  return fmt::format("sampled once per {}",
                     format_bytes(static_cast<int64_t>(profile.sample_period_bytes)));
}

std::string total_title(const Profile& profile, const Request& request, const Title& title) {
  const Estimate total = total_values(profile)[request.metric];
  const Estimate& whole = title.whole[request.metric];
  std::string text = "total " + amount(total, request);
  if (total.variance > 0) {
    const auto sigma = static_cast<int64_t>(total.sigma());
    text += " ± " + amount({sigma, 0}, request);
  }
  if (total.value == whole.value) return text;
  return text + fmt::format(" selected of {} ({})", amount(whole, request),
                            format_percent(static_cast<double>(total.value),
                                           static_cast<double>(whole.value)));
}

TableStyle style_with_title(const Profile& profile, const Request& request, const Title& title) {
  TableStyle style = request.style;
  style.heading = {fmt::format("{}: {}, {}", title.subject, metric_title(request.metric),
                               sampling_title(profile)),
                   total_title(profile, request, title)};
  return style;
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
  const Result<Pattern> pattern = Pattern::compile(request.peek_at, "REGEX");
  if (!pattern.ok()) return pattern.error();
  const auto is_wanted = [&](std::string_view name) {
    return pattern->matches(name) || pattern->matches(readable_name(name));
  };
  const NeighbourList found = find_neighbours(profile, request.metric, is_wanted);
  if (found.functions.empty()) {
    diagnostics.warn("nothing found", "peek",
                     fmt::format("no function matches \"{}\"", request.peek_at),
                     "jescope top -n 0 DUMP lists all functions");
  }
  return render_neighbours(found, style);
}

std::string view_flame(const Profile& profile, const Request& request, const TableStyle& style) {
  const CallTree tree = build_call_tree(profile, request.metric, request.direction);
  return render_flame_svg(tree, {style.heading.front(), style.heading.back(), request.icicle});
}

std::string program_of(const Profile& profile) {
  const auto found = std::ranges::find(profile.modules, true, &ModuleNames::is_program);
  return found == profile.modules.end() ? std::string() : found->path;
}

std::string view_export(const Profile& profile, const Request& request) {
  switch (request.export_format) {
    case ExportFormat::kFolded:
      return render_folded(regroup(profile, request.by.value_or(Granularity::kFunction)),
                           request.metric);
    case ExportFormat::kCallgrind:
      return render_callgrind(sum_call_costs(profile), profile.has_totals, program_of(profile));
    case ExportFormat::kJson:
      return render_profile_json(regroup(profile, request.by.value_or(Granularity::kAddress)));
  }
  return {};
}

}  // namespace

Result<std::string> view(const Profile& profile, const Request& request, const Title& title,
                         Diagnostics& diagnostics) {
  if (request.command == Command::kExport) return view_export(profile, request);
  const Profile grouped = regroup(profile, request.by.value_or(Granularity::kFunction));
  const TableStyle style = style_with_title(grouped, request, title);
  switch (request.command) {
    case Command::kTop: return view_top(grouped, request, style);
    case Command::kTree: return view_tree(grouped, request, style);
    case Command::kPeek: return view_peek(grouped, request, style, diagnostics);
    case Command::kTraces: return view_traces(grouped, request, style);
    case Command::kFlame: return view_flame(grouped, request, style);
    case Command::kExport:
    case Command::kInfo:
    case Command::kSymbols: break;
  }
  return std::string();
}

}  // namespace jescope
