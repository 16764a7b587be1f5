// SPDX-License-Identifier: Apache-2.0
//
//   broken  total>5%: total grew by 12.0 MiB (8.1%, ± 1.2 MiB), more than 5%
//             Cache::insert (cache.cc:42): +9.0 MiB ± 1.0 MiB
//   passed  new>1MiB: no new function grew by more than 1.0 MiB
//   accepted  8MiB function:^rocksdb:: (budget.txt:3): 1.5 MiB of 8.0 MiB used
#include "render/compare/gates.h"

#include <fmt/format.h>

#include "jescope/base/printable.h"
#include "jescope/model/readable_name.h"
#include "jescope/render/gate_reports.h"
#include "render/fit_name.h"
#include "render/numbers.h"
#include "render/signed_numbers.h"
#include "render/text_table.h"

namespace jescope {
namespace {

// The callers of a stack that a line tells.
constexpr size_t kMostCallers = 7;
constexpr size_t kCallerColumns = 60;

std::string place_text(const GateFinding& finding) {
  if (finding.file.empty()) return {};
  if (finding.line == 0) return fmt::format(" ({})", base_name(finding.file));
  return fmt::format(" ({}:{})", base_name(finding.file), finding.line);
}

std::string callers_text(const GateFinding& finding) {
  std::string text;
  for (size_t i = 1; i < finding.stack.size(); ++i) {
    if (i > kMostCallers) return text + " ← …";
    text += " ← " + fit_name(readable_name(finding.stack[i]), kCallerColumns);
  }
  return text;
}

std::string gate_lines(const GateResult& result, Metric metric) {
  const std::string sentence = gate_sentence(result);
  std::string text = fmt::format("{}  {}: {}\n", result.broken ? "broken" : "passed",
                                 printable_text(result.text), printable_text(sentence));
  if (!result.broken) return text;
  for (const GateFinding& finding : result.worst) {
    text += fmt::format("          {}\n", printable_text(finding_text(finding, metric)));
  }
  return text;
}

}  // namespace

std::string gate_sentence(const GateResult& result) {
  std::string text = result.found;
  if (!result.note.empty()) text += "; " + result.note;
  if (!result.reason.empty()) text += fmt::format(" [{}]", result.reason);
  return text;
}

std::string finding_text(const GateFinding& finding, Metric metric) {
  std::string text = fmt::format("{}{}{}: {}", readable_name(finding.name), place_text(finding),
                                 callers_text(finding),
                                 format_change(finding.change.value(), metric, ByteUnit::kAuto));
  if (finding.change.variance == 0) return text;
  return text + " ± " + format_sigma(as_estimate(finding.change), metric, ByteUnit::kAuto);
}

std::string acceptance_text(const AcceptedGrowth& accepted) {
  std::string text = fmt::format("{} ({}): {}", accepted.text, accepted.where, accepted.found);
  return accepted.reason.empty() ? text : text + fmt::format(" [{}]", accepted.reason);
}

std::string render_gates_text(const GateReport& report) {
  std::string text;
  for (const GateResult& result : report.results) text += gate_lines(result, report.metric);
  for (const AcceptedGrowth& accepted : report.accepted) {
    text += fmt::format("accepted  {}\n", printable_text(acceptance_text(accepted)));
  }
  return text;
}

std::string render_gates_markdown(const GateReport& report) {
  TextTable table;
  table.header = {"result", "found", "gate"};
  for (const GateResult& result : report.results) {
    table.rows.push_back(
        {{result.broken ? "broken" : "passed", gate_sentence(result), result.text}, {}});
  }
  for (const AcceptedGrowth& accepted : report.accepted) {
    table.rows.push_back({{"accepted", acceptance_text(accepted), accepted.text}, {}});
  }
  TableStyle style;
  style.format = TableFormat::kMarkdown;
  return write_table(table, style);
}

}  // namespace jescope
