// SPDX-License-Identifier: Apache-2.0
#include "pipeline/rules.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "jescope/summarize/budget.h"
#include "pipeline/text_file.h"

namespace jescope {
namespace {

// So many rules of one kind are read; more would take minutes.
constexpr size_t kMostRules = 10'000;

Error too_many(const char* option, size_t count) {
  return {ErrorCode::kUsage,
          option,
          fmt::format("expected at most {} rules, got {}", kMostRules, count),
          {}};
}

Result<NameMatcher> compile_matcher(std::string_view expression, std::string_view where) {
  Result<Pattern> pattern = Pattern::compile(expression, where);
  if (!pattern.ok()) return std::move(pattern).error();
  const auto shared = std::make_shared<const Pattern>(*std::move(pattern));
  return NameMatcher([shared](std::string_view name) { return shared->matches(name); });
}

std::optional<Error> compile_names(const Comparison& comparison, NameRules& names) {
  std::vector<RuleText> texts;
  for (const std::string& path : comparison.name_rule_files) {
    const Result<std::string> text = read_text_file(path);
    if (!text.ok()) return text.error();
    for (RuleText& rule : parse_map_file(*text, path)) texts.push_back(std::move(rule));
  }
  for (const std::string& rule : comparison.name_rules) texts.push_back({rule, "--map"});
  if (texts.size() > kMostRules) return too_many("--map-file", texts.size());
  const TemplateArguments arguments =
      comparison.strip_templates ? TemplateArguments::kDrop : TemplateArguments::kKeep;
  Result<NameRules> compiled = NameRules::compile(arguments, texts);
  if (!compiled.ok()) return std::move(compiled).error();
  names = *std::move(compiled);
  return std::nullopt;
}

std::optional<Error> compile_suppressions(const Comparison& comparison, Suppressions& all) {
  for (const std::string& path : comparison.suppression_files) {
    const Result<std::string> text = read_text_file(path);
    if (!text.ok()) return text.error();
    Result<Suppressions> parsed = parse_suppressions(*text, path);
    if (!parsed.ok()) return std::move(parsed).error();
    for (Suppression& suppression : *parsed) all.push_back(std::move(suppression));
    if (all.size() > kMostRules) return too_many("--suppressions", all.size());
  }
  return std::nullopt;
}

std::optional<Error> add_budget(const std::string& path, Rules& rules) {
  const Result<std::string> text = read_text_file(path);
  if (!text.ok()) return text.error();
  Result<Budget> budget = parse_budget(*text, path, compile_matcher);
  if (!budget.ok()) return std::move(budget).error();
  for (Gate& gate : budget->gates) rules.gates.push_back(std::move(gate));
  for (Acceptance& accepted : budget->accepted) {
    rules.gate_options.accepted.push_back(std::move(accepted));
  }
  const size_t count = rules.gates.size() + rules.gate_options.accepted.size();
  if (count > kMostRules) return too_many("--budget", count);
  return std::nullopt;
}

std::optional<Error> compile_gates(const Request& request, Rules& rules) {
  const Comparison& comparison = request.comparison;
  for (const std::string& text : comparison.gates) {
    Result<Gate> gate = parse_gate(text, "--fail-on", compile_matcher);
    if (!gate.ok()) return std::move(gate).error();
    rules.gates.push_back(*std::move(gate));
  }
  for (const std::string& path : comparison.budget_files) {
    if (std::optional<Error> error = add_budget(path, rules)) return error;
  }
  rules.gate_options.ignore_noise = comparison.ignore_noise;
  // How many suspects there are is known later; that there can be any, now.
  if (request.command == Command::kTrend) rules.gate_options.leak_suspects = 0;
  const Result<Done> judgeable = check_gates(rules.gates, request.metric, rules.gate_options);
  if (!judgeable.ok()) return judgeable.error();
  const bool reports_gates = request.gate_format != GateFormat::kNone;
  if (reports_gates && rules.gates.empty()) {
    return Error{ErrorCode::kUsage, "--format", "expected a gate to report on, got none",
                 "add --fail-on 'total>5%' or --budget FILE"};
  }
  return std::nullopt;
}

}  // namespace

Result<Rules> compile_rules(const Request& request) {
  Rules rules;
  const Result<Pattern> functions = Pattern::compile(request.function_pattern, "REGEX");
  if (!functions.ok()) return functions.error();
  Result<Choice> choice = compile_choice(request);
  if (!choice.ok()) return std::move(choice).error();
  rules.choice = *std::move(choice);
  const Comparison& comparison = request.comparison;
  if (std::optional<Error> error = compile_names(comparison, rules.names)) return *error;
  if (auto error = compile_suppressions(comparison, rules.suppressions)) return *error;
  if (std::optional<Error> error = compile_gates(request, rules)) return *error;
  if (request.redact.keep.empty()) return rules;
  Result<Pattern> kept = Pattern::any_of(request.redact.keep, "--keep");
  if (!kept.ok()) return std::move(kept).error();
  rules.kept_names = *std::move(kept);
  return rules;
}

}  // namespace jescope
