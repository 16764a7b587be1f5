// SPDX-License-Identifier: Apache-2.0
#include "pipeline/jeprof/jeprof.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "jescope/base/printable.h"
#include "jescope/render/exports.h"
#include "jescope/render/jeprof.h"
#include "jescope/summarize/call_costs.h"
#include "pipeline/inputs/dump_choice.h"
#include "pipeline/titles.h"

namespace jescope {
namespace {

constexpr size_t kMostThreads = 1000;  // of which each has a report

Error no_nodes() {
  return {ErrorCode::kUnreadable, "", "No nodes to print", {}};
}

Granularity granularity_of(const Request& request) {
  return request.by.value_or(Granularity::kFunction);
}

CallGraphLimits limits_of(const Request& request) {
  CallGraphLimits limits;
  limits.most_nodes = request.rows.value_or(limits.most_nodes);
  limits.least_node_fraction = request.least_fraction.value_or(limits.least_node_fraction);
  limits.least_edge_fraction = request.least_edge.value_or(limits.least_edge_fraction);
  limits.most_edges_of_node = request.jeprof->most_degree;
  return limits;
}

std::string text_report(const Profile& profile, const Request& request, const Title& title) {
  const JeprofOrder order =
      request.order == TopOrder::kCumulative ? JeprofOrder::kCumulative : JeprofOrder::kFlat;
  JeprofTable table = build_jeprof_table(profile, title.whole[request.metric].value, request.metric,
                                         granularity_of(request), order, request.jeprof->names);
  table.rows.resize(std::min(table.rows.size(), request.jeprof->most_rows));
  if (!request.jeprof->tells_total) table.total = 0;
  const std::string thread = request.threads.empty() ? "" : request.threads.front();
  const bool is_number = thread.find_first_not_of("0123456789") == std::string::npos;
  const std::string whose =
      thread.empty() ? "" : fmt::format(" ({}{})", is_number ? "t" : "", printable_text(thread));
  return render_jeprof_text(table, request.jeprof->unit, whose);
}

Result<std::string> dot_report(const Profile& profile, const Request& request, const Title& title,
                               Diagnostics& diagnostics) {
  const JeprofGraph graph =
      build_jeprof_graph(profile, title.whole[request.metric].value, request.metric,
                         granularity_of(request), limits_of(request), request.jeprof->names);
  if (graph.nodes.empty()) return no_nodes();
  const std::string dropping = jeprof_dropping_words(graph, request.jeprof->unit);
  if (!dropping.empty()) diagnostics.note("dropped nodes", "", dropping);
  const std::string program = program_of(profile);
  return render_jeprof_dot(graph, {program.empty() ? title.subject : program, request.jeprof->unit,
                                   request.jeprof->marks_leaks});
}

// Pictures and files of other programs are the same as those of our own commands.
Result<std::string> as_command(Command command, const Profile& profile, Request request,
                               const Title& title, Diagnostics& diagnostics) {
  request.command = command;
  return view(profile, request, title, diagnostics);
}

Result<std::string> picture(GraphFormat format, const Profile& profile, Request request,
                            const Title& title, Diagnostics& diagnostics) {
  if (profile.samples.empty()) return no_nodes();
  request.graph_format = format;
  return as_command(Command::kGraph, profile, std::move(request), title, diagnostics);
}

Result<std::string> export_to(ExportFormat format, const Profile& profile, Request request,
                              const Title& title, Diagnostics& diagnostics) {
  request.export_format = format;
  request.by.reset();
  return as_command(Command::kExport, profile, std::move(request), title, diagnostics);
}

Result<std::string> callgrind(const Profile& profile, const Request& request, const Title& title,
                              Diagnostics& diagnostics) {
  if (!profile.baseline) {
    return export_to(ExportFormat::kCallgrind, profile, request, title, diagnostics);
  }
  return render_callgrind_change(sum_change_costs(profile, request.metric), request.metric,
                                 program_of(profile));
}

}  // namespace

Result<std::string> view_jeprof(const Profile& profile, const Request& request, const Title& title,
                                Diagnostics& diagnostics) {
  switch (request.jeprof->mode) {
    case JeprofMode::kText: return text_report(profile, request, title);
    case JeprofMode::kDot: return dot_report(profile, request, title, diagnostics);
    case JeprofMode::kSvg: return picture(GraphFormat::kSvg, profile, request, title, diagnostics);
    case JeprofMode::kPs: return picture(GraphFormat::kPs, profile, request, title, diagnostics);
    case JeprofMode::kPdf: return picture(GraphFormat::kPdf, profile, request, title, diagnostics);
    case JeprofMode::kGif: return picture(GraphFormat::kGif, profile, request, title, diagnostics);
    case JeprofMode::kCollapsed:
      return export_to(ExportFormat::kFolded, profile, request, title, diagnostics);
    case JeprofMode::kRaw: return as_command(Command::kMerge, profile, request, title, diagnostics);
    case JeprofMode::kCallgrind: return callgrind(profile, request, title, diagnostics);
    default: return std::string();
  }
}

std::vector<std::string> thread_numbers(std::span<const ChosenDumps> processes,
                                        Diagnostics& diagnostics) {
  std::set<uint64_t> numbers;
  for (const ChosenDumps& dumps : processes) {
    for (const Dump& dump : dumps) {
      for (const DumpThread& thread : dump.threads) numbers.insert(thread.number);
    }
  }
  std::vector<std::string> words;
  for (const uint64_t number : numbers) {
    if (words.size() == kMostThreads) break;
    words.push_back(std::to_string(number));
  }
  if (words.size() < numbers.size()) {
    diagnostics.note(
        "threads", "--thread",
        fmt::format("the first {} of {} threads are shown", words.size(), numbers.size()),
        "--thread=N shows one");
  }
  return words;
}

}  // namespace jescope
