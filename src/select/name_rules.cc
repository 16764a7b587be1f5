// SPDX-License-Identifier: Apache-2.0
//
// What compilers add is dropped first, then template arguments if that is
// wanted; the user's rules come last, written for what tables show.
#include "jescope/select/name_rules.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "jescope/model/readable_name.h"
#include "jescope/model/template_arguments.h"
#include "select/build_marks.h"
#include "select/rewrite.h"
#include "select/rule_lines.h"

namespace jescope {

std::vector<RuleText> parse_map_file(std::string_view text, std::string_view path) {
  std::vector<RuleText> rules;
  for (const RuleLine& line : rule_lines(text)) {
    rules.push_back({std::string(line.text), fmt::format("{}:{}", path, line.number)});
  }
  return rules;
}

NameRules::NameRules() = default;

Result<NameRules> NameRules::compile(TemplateArguments arguments, std::span<const RuleText> rules) {
  NameRules compiled;
  compiled.arguments_ = arguments;
  for (const RuleText& rule : rules) {
    Result<std::shared_ptr<const Rewrite>> rewrite = Rewrite::compile(rule);
    if (!rewrite.ok()) return std::move(rewrite).error();
    compiled.rewrites_.push_back(*std::move(rewrite));
  }
  return compiled;
}

std::string NameRules::apply(std::string_view function) const {
  std::string name = without_build_marks(function);
  if (arguments_ == TemplateArguments::kDrop) name = without_template_arguments(name);
  if (name.empty()) name = function;
  for (const std::shared_ptr<const Rewrite>& rewrite : rewrites_) {
    std::optional<std::string> next = rewrite->apply(name);
    if (!next) next = rewrite->apply(readable_name(name));
    if (next) name = std::move(*next);
  }
  return name;
}

std::string NameRules::apply_to_file(std::string_view path) const {
  std::string name(path);
  for (const std::shared_ptr<const Rewrite>& rewrite : rewrites_) {
    std::optional<std::string> next = rewrite->apply(name);
    if (next) name = std::move(*next);
  }
  return name;
}

}  // namespace jescope
