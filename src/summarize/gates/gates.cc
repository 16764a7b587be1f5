// SPDX-License-Identifier: Apache-2.0
//
// A gate looks at changes one by one or at a sum. What grew by more than the
// amount is over; what is over and not noise breaks the gate.
#include "jescope/summarize/gates.h"

#include <fmt/format.h>

#include <algorithm>

#include "jescope/base/units.h"
#include "summarize/gates/accept.h"
#include "summarize/gates/text.h"

namespace jescope {
namespace {

// The tables and what they are judged by.
struct Evidence {
  const DiffTable& functions;
  const DiffTable& stacks;
  const GateOptions& options;

  Metric metric() const { return functions.metric; }
  int64_t base() const { return functions.total.before.value; }
};

bool is_more(const Change& change, const GateAmount& amount, int64_t base) {
  if (change.value() <= 0) return false;
  if (amount.unit != AmountUnit::kPercent) return change.value() > amount.units;
  return static_cast<double>(change.value()) > in_units(amount, base);
}

bool passes_as_noise(const Change& change, const Evidence& evidence) {
  return !evidence.options.ignore_noise && change.is_noise();
}

std::string limit_text(const GateAmount& amount, Metric metric) {
  return amount.unit == AmountUnit::kPercent ? amount.text : amount_text(amount.units, metric);
}

GateFinding finding_of(const DiffTable& table, const DiffRow& row) {
  const CallFrame& frame = table.frames[row.frame];
  GateFinding finding = {frame.name, frame.file, frame.line, frame.module, {}, row.change};
  for (const uint32_t id : row.stack) finding.stack.push_back(table.frames[id].name);
  return finding;
}

// Returns the largest growth first: that of rows changed by acceptances, too.
std::vector<GateFinding> findings_of(const DiffTable& table, std::vector<const DiffRow*> rows) {
  std::ranges::stable_sort(rows, [](const DiffRow* a, const DiffRow* b) {
    return a->change.value() > b->change.value();
  });
  std::vector<GateFinding> findings;
  for (size_t i = 0; i < std::min(rows.size(), kMostFindings); ++i) {
    findings.push_back(finding_of(table, *rows[i]));
  }
  return findings;
}

// Returns the rows that satisfy `is_wanted(row)` and grew.
template <typename IsWanted>
std::vector<const DiffRow*> rows_that_grew(const DiffTable& table, IsWanted is_wanted) {
  std::vector<const DiffRow*> rows;
  for (const DiffRow& row : table.rows) {
    if (row.change.value() > 0 && is_wanted(row)) rows.push_back(&row);
  }
  return rows;
}

// Judges one change, that of the rows of `table` that satisfy `is_part(row)`,
// together.
template <typename IsPart>
void judge_sum(const Gate& gate, const NamedChange& named, const DiffTable& table, IsPart is_part,
               const Evidence& evidence, GateResult& result) {
  const std::vector<const DiffRow*> rows = rows_that_grew(table, is_part);
  const bool is_over = is_more(named.change, gate.amount, named.base);
  const std::string limit = limit_text(gate.amount, evidence.metric());
  const std::string growth = growth_text(named, evidence.metric());
  result.broken = is_over && !passes_as_noise(named.change, evidence);
  result.found = fmt::format("{}, {} {}", growth, is_over ? "more than" : "within", limit);
  if (result.broken) result.worst = findings_of(table, rows);
  if (is_over && !result.broken) {
    result.found = growth + ", within noise";
    result.note = fmt::format("more than {}, but let pass as noise", limit);
  }
}

void judge_total(const Gate& gate, const Evidence& evidence, GateResult& result) {
  const NamedChange total = {"total", evidence.functions.total, evidence.base()};
  const auto is_any = [](const DiffRow&) { return true; };
  judge_sum(gate, total, evidence.functions, is_any, evidence, result);
}

void judge_functions(const Gate& gate, const Evidence& evidence, GateResult& result) {
  const StackMatch match(gate.matches, evidence.stacks);
  const Change sum = match.sum();
  const NamedChange named = {fmt::format("what matches \"{}\"", gate.expression), sum,
                             sum.before.value};
  const auto is_matching = [&](const DiffRow& row) { return match.holds(row); };
  judge_sum(gate, named, evidence.stacks, is_matching, evidence, result);
  if (sum.before.value == 0 && sum.after.value == 0) {
    result.note = "no function of either side matches";
  }
}

// What rows of one kind are called.
struct RowWords {
  std::string_view one;
  std::string_view many;
};

RowWords words_of(GateSubject subject) {
  switch (subject) {
    case GateSubject::kNew: return {"new function", "new functions"};
    case GateSubject::kStack: return {"stack", "stacks"};
    default: return {"function", "functions"};
  }
}

// Returns what a percentage of the row's growth relates to: what the gate's does.
int64_t base_of(const Gate& gate, const DiffRow& row, const Evidence& evidence) {
  const bool of_total = gate.amount.unit == AmountUnit::kPercent;
  return of_total ? evidence.base() : row.change.before.value;
}

// Returns "2 functions grew by more than 8.0 MiB; Cache::insert grew by …".
std::string count_text(const Gate& gate, const DiffTable& table,
                       const std::vector<const DiffRow*>& rows, const Evidence& evidence) {
  const RowWords words = words_of(gate.subject);
  const bool of_total = gate.amount.unit == AmountUnit::kPercent;
  const std::string limit =
      limit_text(gate.amount, evidence.metric()) + (of_total ? " of the base" : "");
  if (rows.empty()) return fmt::format("no {} grew by more than {}", words.one, limit);
  const DiffRow& first =
      **std::ranges::max_element(rows, {}, [](const DiffRow* row) { return row->change.value(); });
  const NamedChange named = {table.frames[first.frame].name, first.change,
                             base_of(gate, first, evidence)};
  const std::string growth = growth_text(named, evidence.metric());
  if (rows.size() == 1) return fmt::format("{} {}, more than {}", words.one, growth, limit);
  return fmt::format("{} {} grew by more than {}; {}",
                     format_count(static_cast<int64_t>(rows.size())), words.many, limit, growth);
}

// Judges each row of `table` that satisfies `is_wanted(row)`.
template <typename IsWanted>
void judge_each(const Gate& gate, const DiffTable& table, const Evidence& evidence,
                IsWanted is_wanted, GateResult& result) {
  std::vector<const DiffRow*> over;
  std::vector<const DiffRow*> noise;
  for (const DiffRow& row : table.rows) {
    if (!is_wanted(row) || !is_more(row.change, gate.amount, evidence.base())) continue;
    (passes_as_noise(row.change, evidence) ? noise : over).push_back(&row);
  }
  result.broken = !over.empty();
  result.found = count_text(gate, table, over, evidence);
  result.worst = findings_of(table, std::move(over));
  if (!noise.empty()) {
    result.note = "let pass as noise: " + count_text(gate, table, noise, evidence);
  }
}

void judge_suspects(const Gate& gate, const Evidence& evidence, GateResult& result) {
  const auto count = static_cast<int64_t>(evidence.options.leak_suspects.value_or(0));
  result.broken = count > gate.amount.units;
  result.found =
      fmt::format("{} leak suspect{}, {} {}", format_count(count), count == 1 ? "" : "s",
                  result.broken ? "more than" : "within", format_count(gate.amount.units));
}

GateResult judge_one(const Gate& gate, const Evidence& evidence) {
  const auto is_new = [](const DiffRow& row) { return row.change.before.value == 0; };
  const auto is_old = [](const DiffRow& row) { return row.change.before.value != 0; };
  const auto is_any = [](const DiffRow&) { return true; };
  GateResult result = {gate.text, gate.where, gate.reason, false, {}, {}, {}};
  switch (gate.subject) {
    case GateSubject::kTotal: judge_total(gate, evidence, result); break;
    case GateSubject::kGrown: judge_each(gate, evidence.functions, evidence, is_old, result); break;
    case GateSubject::kNew: judge_each(gate, evidence.functions, evidence, is_new, result); break;
    case GateSubject::kStack: judge_each(gate, evidence.stacks, evidence, is_any, result); break;
    case GateSubject::kFunction: judge_functions(gate, evidence, result); break;
    case GateSubject::kLeakSuspects: judge_suspects(gate, evidence, result); break;
  }
  return result;
}

bool fits_metric(const GateAmount& amount, Metric metric) {
  return amount.unit != AmountUnit::kBytes || unit_of(metric) == Unit::kBytes;
}

Error misfit(const GateAmount& amount, std::string_view where, std::string_view text,
             Metric metric) {
  return {ErrorCode::kUsage, fmt::format("{}: {}", where, text),
          fmt::format("expected a number of objects or a percentage with {}, got \"{}\"",
                      metric_name(metric), amount.text),
          "--metric inuse_space compares bytes"};
}

}  // namespace

bool GateReport::broken() const {
  return std::ranges::any_of(results, &GateResult::broken);
}

Result<Done> check_gates(std::span<const Gate> gates, Metric metric, const GateOptions& options) {
  for (const Gate& gate : gates) {
    if (!fits_metric(gate.amount, metric)) {
      return misfit(gate.amount, gate.where, gate.text, metric);
    }
    if (gate.subject == GateSubject::kLeakSuspects && !options.leak_suspects) {
      return Error{ErrorCode::kUsage, fmt::format("{}: {}", gate.where, gate.text),
                   "expected a gate on two dumps, got one on a series",
                   "jescope trend counts leak suspects"};
    }
  }
  for (const Acceptance& each : options.accepted) {
    if (!fits_metric(each.most, metric)) return misfit(each.most, each.where, each.text, metric);
  }
  return Done();
}

GateReport judge(std::span<const Gate> gates, const DiffTable& functions, const DiffTable& stacks,
                 const GateOptions& options) {
  DiffTable left_functions = functions;
  DiffTable left_stacks = stacks;
  GateReport report;
  report.metric = functions.metric;
  report.source = functions.source;
  for (const Acceptance& each : options.accepted) {
    report.accepted.push_back(forgive(each, left_functions, left_stacks));
  }
  const Evidence evidence = {left_functions, left_stacks, options};
  for (const Gate& gate : gates) report.results.push_back(judge_one(gate, evidence));
  return report;
}

bool needs_stacks(std::span<const Gate> gates, const GateOptions& options) {
  const auto is_of_stacks = [](const Gate& gate) {
    return gate.subject == GateSubject::kStack || gate.subject == GateSubject::kFunction;
  };
  return !options.accepted.empty() || std::ranges::any_of(gates, is_of_stacks);
}

}  // namespace jescope
