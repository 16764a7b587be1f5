// SPDX-License-Identifier: Apache-2.0
//
// The pipeline as a story. Every step takes a value and returns one; the
// comments say what holds from there on.
#include "jescope/pipeline/run.h"

#include <fmt/format.h>

#include "jescope/select/filter.h"
#include "jescope/select/trim_allocator.h"
#include "jescope/summarize/dump_info.h"
#include "pipeline/command_words.h"
#include "pipeline/dump_choice.h"
#include "pipeline/inputs.h"
#include "pipeline/inspect.h"
#include "pipeline/load.h"
#include "pipeline/naming.h"
#include "pipeline/view.h"

namespace jescope {
namespace {

// Below this share of named bytes the user is told where names are missing.
constexpr double kEnoughNamed = 0.9;

Result<std::optional<Pattern>> compile(const std::vector<std::string>& texts, const char* option) {
  if (texts.empty()) return std::optional<Pattern>();
  Result<Pattern> pattern = Pattern::any_of(texts, option);
  if (!pattern.ok()) return std::move(pattern).error();
  return std::optional<Pattern>(std::move(*pattern));
}

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

void warn_of_missing_totals(const Profile& profile, const Request& request,
                            Diagnostics& diagnostics) {
  const bool wants_totals = counts_freed(request.metric);
  if (!wants_totals || profile.has_totals) return;
  diagnostics.warn("no totals", "--metric",
                   fmt::format("{} is zero: the process did not count freed memory",
                               metric_name(request.metric)),
                   "run it with MALLOC_CONF=prof:true,prof_accum:true");
}

void warn_of_missing_names(const Profile& profile, const Request& request,
                           const std::string& command, Diagnostics& diagnostics) {
  const double named = request.keep_allocator ? named_share(trim_allocator(profile), request.metric)
                                              : named_share(profile, request.metric);
  if (named >= kEnoughNamed) return;
  const char* const what = unit_of(request.metric) == Unit::kBytes ? "bytes" : "objects";
  diagnostics.warn("missing names", "names",
                   named == 0 ? fmt::format("none of the {} have a function name", what)
                              : fmt::format("only {} of the {} have a function name",
                                            format_percent(named, 1), what),
                   command + " tells why, and what mends it");
}

Result<Report> to_report(Result<std::string> text) {
  if (!text.ok()) return std::move(text).error();
  return Report{std::move(*text), {}};
}

}  // namespace

Result<Report> run(const Request& request, Diagnostics& diagnostics) {
  // A mistake in a pattern is told before minutes of work.
  const Result<Filters> filters = compile_filters(request.filters);
  if (!filters.ok()) return filters.error();
  const Result<Pattern> peek_at = Pattern::compile(request.peek_at, "REGEX");
  if (!peek_at.ok()) return peek_at.error();

  // From here on every input is a dump file that exists, or standard input.
  const Result<Inputs> inputs = find_inputs(request);
  if (!inputs.ok()) return inputs.error();

  const std::unique_ptr<SymbolSource> source = open_names(request, *inputs);
  const CommandWords words(request, *inputs);

  // From here on no two dumps show the same memory, unless the user said so.
  Result<std::vector<ChosenDumps>> processes =
      choose_dumps(inputs->dumps, request.merge, diagnostics);
  if (!processes.ok()) return processes.error();
  if (request.command == Command::kInfo || request.command == Command::kSymbols) {
    return inspect(*processes, request, words, *source, diagnostics);
  }

  // From here on there is one profile of named stacks, without allocator.
  const std::string command = words.about("jescope symbols", *processes);
  const Result<Loaded> loaded = load(std::move(*processes), request, *source, diagnostics);
  if (!loaded.ok()) return loaded.error();
  warn_of_missing_totals(loaded->profile, request, diagnostics);
  warn_of_missing_names(loaded->profile, request, command, diagnostics);

  const Title title{loaded->subject, total_values(loaded->profile)};
  if (!filters->any()) return to_report(view(loaded->profile, request, title, diagnostics));
  const Profile chosen = filter(loaded->profile, *filters);
  if (chosen.samples.empty() && !loaded->profile.samples.empty()) {
    diagnostics.warn("nothing chosen", "filters", "no stack is left to show",
                     "patterns are tried on functions and source files; --module on module paths");
  }
  return to_report(view(chosen, request, title, diagnostics));
}

}  // namespace jescope
