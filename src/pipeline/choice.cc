// SPDX-License-Identifier: Apache-2.0
#include "pipeline/choice.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/health.h"

namespace jescope {
namespace {

std::vector<std::string> list_of(const std::string& text) {
  return text.empty() ? std::vector<std::string>() : std::vector<std::string>{text};
}

}  // namespace

Result<Choice> compile_choice(const Request& request) {
  const FilterTexts& texts = request.filters;
  const JeprofChoice jeprof = request.jeprof.value_or(JeprofChoice());
  Choice choice;
  Filters& filters = choice.filters;
  struct Entry {
    const std::vector<std::string> texts;
    const char* option;
    std::optional<Pattern>& pattern;
  };
  const Entry entries[] = {
      {list_of(jeprof.retain), "--retain", choice.calls.retain},
      {list_of(jeprof.exclude), "--exclude", choice.calls.exclude},
      {texts.focus, "--focus", filters.focus},
      {texts.ignore, "--ignore", filters.ignore},
      {texts.module, "--module", filters.module},
      {texts.show, "--show", filters.show},
      {texts.hide, "--hide", filters.hide},
      {texts.show_from, "--show-from", filters.show_from},
      {texts.prune_from, "--prune-from", filters.prune_from},
  };
  for (const Entry& entry : entries) {
    if (entry.texts.empty()) continue;
    Result<Pattern> pattern = Pattern::any_of(entry.texts, entry.option);
    if (!pattern.ok()) return std::move(pattern).error();
    entry.pattern = *std::move(pattern);
  }
  filters.on_short_names = request.jeprof.has_value();
  choice.trims_as_jeprof = jeprof.names == JeprofNames::kExact;
  return choice;
}

Profile choose(Profile profile, const Choice& choice, const Request& request,
               Diagnostics& diagnostics) {
  const bool had_samples = !profile.samples.empty();
  if (choice.trims_as_jeprof) profile = trim_as_jeprof(profile);
  if (choice.calls.any()) profile = choose_calls(profile, choice.calls);
  if (choice.filters.any()) profile = filter(profile, choice.filters);
  if (had_samples && profile.samples.empty()) warn_of_empty_choice(request, diagnostics);
  return profile;
}

}  // namespace jescope
