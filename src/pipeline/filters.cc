// SPDX-License-Identifier: Apache-2.0
#include "pipeline/filters.h"

namespace jescope {
namespace {

Result<std::optional<Pattern>> compile(const std::vector<std::string>& texts, const char* option) {
  if (texts.empty()) return std::optional<Pattern>();
  Result<Pattern> pattern = Pattern::any_of(texts, option);
  if (!pattern.ok()) return std::move(pattern).error();
  return std::optional<Pattern>(std::move(*pattern));
}

}  // namespace

Result<Filters> compile_filters(const FilterTexts& texts) {
  struct Entry {
    const std::vector<std::string>& texts;
    const char* option;
    std::optional<Pattern> Filters::*member;
  };
  const Entry entries[] = {
      {texts.focus, "--focus", &Filters::focus},
      {texts.ignore, "--ignore", &Filters::ignore},
      {texts.module, "--module", &Filters::module},
      {texts.show, "--show", &Filters::show},
      {texts.hide, "--hide", &Filters::hide},
      {texts.show_from, "--show-from", &Filters::show_from},
      {texts.prune_from, "--prune-from", &Filters::prune_from},
  };
  Filters filters;
  for (const Entry& entry : entries) {
    Result<std::optional<Pattern>> pattern = compile(entry.texts, entry.option);
    if (!pattern.ok()) return std::move(pattern).error();
    filters.*entry.member = std::move(*pattern);
  }
  return filters;
}

}  // namespace jescope
