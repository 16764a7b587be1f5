// SPDX-License-Identifier: Apache-2.0
#include "pipeline/jeprof/jeprof.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "jescope/base/printable.h"
#include "jescope/render/exports.h"
#include "jescope/render/jeprof.h"
#include "jescope/summarize/call_costs.h"
#include "pipeline/filters.h"
#include "pipeline/health.h"
#include "pipeline/inputs/dump_choice.h"
#include "pipeline/titles.h"

namespace jescope {
namespace {

constexpr size_t kMostThreads = 1000;  // of which each has a report

Error no_nodes() {
  return {ErrorCode::kUnreadable, "", "No nodes to print", {}};
}

Result<std::optional<Pattern>> compile(const std::string& text, const char* option) {
  if (text.empty()) return std::optional<Pattern>();
  Result<Pattern> pattern = Pattern::compile(text, option);
  if (!pattern.ok()) return std::move(pattern).error();
  return std::optional<Pattern>(*std::move(pattern));
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

Result<JeprofRules> compile_jeprof_rules(const Request& request) {
  JeprofRules rules;
  if (!request.jeprof) return rules;
  Result<std::optional<Pattern>> retain = compile(request.jeprof->retain, "--retain");
  if (!retain.ok()) return std::move(retain).error();
  Result<std::optional<Pattern>> exclude = compile(request.jeprof->exclude, "--exclude");
  if (!exclude.ok()) return std::move(exclude).error();
  Result<Filters> stacks = compile_filters(request.filters);
  if (!stacks.ok()) return std::move(stacks).error();
  rules.calls = {*std::move(retain), *std::move(exclude)};
  rules.stacks = *std::move(stacks);
  rules.stacks.on_short_names = true;
  return rules;
}

Profile choose_as_jeprof(const Profile& profile, const Request& request, const JeprofRules& rules) {
  const bool is_exact = request.jeprof->names == JeprofNames::kExact;
  Profile chosen = is_exact ? trim_as_jeprof(profile) : profile;
  if (rules.calls.any()) chosen = choose_calls(chosen, rules.calls);
  if (rules.stacks.any()) chosen = filter(chosen, rules.stacks);
  return chosen;
}

Result<std::string> view_jeprof(const Profile& profile, const Request& request, const Title& title,
                                Diagnostics& diagnostics) {
  const Result<JeprofRules> rules = compile_jeprof_rules(request);
  if (!rules.ok()) return rules.error();
  const Profile chosen = choose_as_jeprof(profile, request, *rules);
  if (chosen.samples.empty() && !profile.samples.empty())
    warn_of_empty_choice(request, diagnostics);
  switch (request.jeprof->mode) {
    case JeprofMode::kText: return text_report(chosen, request, title);
    case JeprofMode::kDot: return dot_report(chosen, request, title, diagnostics);
    case JeprofMode::kSvg: return picture(GraphFormat::kSvg, chosen, request, title, diagnostics);
    case JeprofMode::kPs: return picture(GraphFormat::kPs, chosen, request, title, diagnostics);
    case JeprofMode::kPdf: return picture(GraphFormat::kPdf, chosen, request, title, diagnostics);
    case JeprofMode::kGif: return picture(GraphFormat::kGif, chosen, request, title, diagnostics);
    case JeprofMode::kCollapsed:
      return export_to(ExportFormat::kFolded, chosen, request, title, diagnostics);
    case JeprofMode::kRaw: return as_command(Command::kMerge, chosen, request, title, diagnostics);
    case JeprofMode::kCallgrind: return callgrind(chosen, request, title, diagnostics);
    default: break;
  }
  return Error{ErrorCode::kUsage, "--base", "expected none beside --list and --disasm, got one",
               "jescope list REGEX DUMP --base BASE"};
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
