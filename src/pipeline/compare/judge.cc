// SPDX-License-Identifier: Apache-2.0
#include "pipeline/compare/judge.h"

#include <fmt/format.h>

#include "jescope/render/gate_reports.h"
#include "jescope/summarize/diff_table.h"
#include "pipeline/titles.h"

namespace jescope {
namespace {

void note_use(const SuppressionUse& use, const Request& request, Diagnostics& diagnostics) {
  const std::string where = fmt::format("line {}", use.line);
  if (use.stacks == 0) {
    diagnostics.note("unused suppression" + where + use.text, "--suppressions",
                     fmt::format("{} ({}) matches nothing", use.text, where));
    return;
  }
  std::string hidden;
  for (const Values& values : {use.hidden.front(), use.hidden.back()}) {
    if (!hidden.empty()) hidden += " before, ";
    hidden += amount(values[request.metric], request);
  }
  diagnostics.note("suppression" + where + use.text, "--suppressions",
                   fmt::format("{} ({}) hides {} {}: {}{}", use.text, where, use.stacks,
                               use.stacks == 1 ? "stack" : "stacks", hidden,
                               use.hidden.size() > 1 ? " after" : ""));
}

// What stands below a table for people.
std::string below_table(const GateReport& gates, TableFormat format) {
  if (gates.results.empty()) return {};
  if (format == TableFormat::kText) return render_gates_text(gates);
  return format == TableFormat::kMarkdown ? render_gates_markdown(gates) : std::string();
}

std::string rendered(const GateReport& gates, GateFormat format) {
  switch (format) {
    case GateFormat::kJunit: return render_junit(gates);
    case GateFormat::kSarif: return render_sarif(gates);
    case GateFormat::kGithub: return render_github(gates);
    case GateFormat::kNone: break;
  }
  return {};
}

}  // namespace

Profile without_suppressed(const Profile& profile, const Request& request, const Rules& rules,
                           Diagnostics& diagnostics) {
  if (rules.suppressions.empty()) return profile;
  Suppressed suppressed = suppress(profile, rules.suppressions);
  for (const SuppressionUse& use : suppressed.uses) note_use(use, request, diagnostics);
  return std::move(suppressed.profile);
}

GateReport judge_change(const Profile& sides, ChangeError error, const Request& request,
                        const Rules& rules, std::optional<size_t> leak_suspects,
                        Diagnostics& diagnostics) {
  if (rules.gates.empty()) return {};
  GateOptions options = rules.gate_options;
  options.leak_suspects = leak_suspects;
  const DiffTable functions = build_diff_table(sides, request.metric, error, DiffRows::kSelf);
  const DiffTable stacks = needs_stacks(rules.gates, options)
                               ? build_diff_table(sides, request.metric, error, DiffRows::kStacks)
                               : DiffTable();
  GateReport report = judge(rules.gates, functions, stacks, options);
  for (const AcceptedGrowth& accepted : report.accepted) {
    std::string message = fmt::format("{}: {}", accepted.text, accepted.found);
    if (!accepted.reason.empty()) message += fmt::format(" ({})", accepted.reason);
    diagnostics.note("accepted " + accepted.where, accepted.where, message);
  }
  for (const GateResult& result : report.results) {
    if (!result.note.empty()) {
      diagnostics.note("noise " + result.where + result.text, result.where,
                       fmt::format("{}: {}", result.text, result.note));
    }
  }
  return report;
}

Report to_report(std::string text, const GateReport& gates, const Request& request) {
  Report report;
  const bool reports_gates = request.gate_format != GateFormat::kNone;
  const std::string below = below_table(gates, request.style.format);
  if (!below.empty() && !request.draws_chart) append_report(text, below, request.style.format);
  report.text = reports_gates ? rendered(gates, request.gate_format) : std::move(text);
  for (const GateResult& result : gates.results) {
    if (result.broken) report.broken_gates.push_back({result.where, result.text, result.found});
  }
  return report;
}

}  // namespace jescope
