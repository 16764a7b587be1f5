// SPDX-License-Identifier: Apache-2.0
//
// The pipeline as a story. Every step takes a value and returns one; the
// comments say what holds from there on.
#include "jescope/pipeline/run.h"

#include <fmt/format.h>

#include "jescope/select/filter.h"
#include "jescope/select/redact.h"
#include "pipeline/command_words.h"
#include "pipeline/compare.h"
#include "pipeline/dump_choice.h"
#include "pipeline/follow.h"
#include "pipeline/health.h"
#include "pipeline/inputs.h"
#include "pipeline/inspect.h"
#include "pipeline/listing.h"
#include "pipeline/load.h"
#include "pipeline/naming.h"
#include "pipeline/report.h"
#include "pipeline/rows.h"
#include "pipeline/rules.h"
#include "pipeline/symbolize_dump.h"
#include "pipeline/titles.h"
#include "pipeline/view.h"

namespace jescope {
namespace {

Result<Report> to_report(Result<std::string> text) {
  if (!text.ok()) return std::move(text).error();
  return Report{std::move(*text), {}};
}

// Shows what the user has not left out.
Result<Report> show(const Loaded& loaded, const Request& request, const Rules& rules,
                    const std::string& command, Diagnostics& diagnostics) {
  const bool redacts = request.redact.is_wanted;
  const Title title{.subject = redacts ? std::string(kRedactedSubject) : loaded.subject,
                    .whole = total_values(loaded.profile),
                    .symbols_command = command,
                    .missing = loaded.missing};
  if (!rules.filters.any() && !redacts) {
    return to_report(view(loaded.profile, request, title, diagnostics));
  }
  Profile chosen = filter(loaded.profile, rules.filters);
  if (chosen.samples.empty() && !loaded.profile.samples.empty()) {
    warn_of_empty_choice(diagnostics);
  }
  if (redacts) chosen = redact(chosen, rules.kept_names);
  return to_report(view(chosen, request, title, diagnostics));
}

}  // namespace

Result<Report> run(const Request& request, Diagnostics& diagnostics) {
  // A mistake in a pattern is told before minutes of work.
  const Result<Rules> rules = compile_rules(request);
  if (!rules.ok()) return rules.error();
  const Result<Pattern> functions = Pattern::compile(request.function_pattern, "REGEX");
  if (!functions.ok()) return functions.error();
  const Result<Done> source_roots = check_source_roots(request);
  if (!source_roots.ok()) return source_roots.error();

  // From here on every input is a dump file that exists, or standard input.
  const Result<Inputs> inputs = find_inputs(request);
  if (!inputs.ok()) return inputs.error();

  const std::unique_ptr<SymbolSource> source = open_names(request, *inputs);
  const std::unique_ptr<SymbolSource> base_source = open_base_names(request);
  // From here on no process is forked by ours, so there may be threads.
  const ProgressPhase phase(request.progress, {"working"});
  const CommandWords words(request, *inputs);
  if (request.command == Command::kTrend || request.flame.shows_snapshots) {
    return follow(*inputs, request, *rules, *source, diagnostics);
  }
  if (request.command == Command::kReport) {
    return report_page(*inputs, request, *rules, *source, base_source ? *base_source : *source,
                       diagnostics);
  }
  if (wants_rows_of_each(*inputs, request)) {
    return export_rows(*inputs, request, *rules, *source, diagnostics);
  }
  if (inputs->base.empty() && wants_dump_as_it_is(request)) {
    return symbolize_dump(*inputs, request, *rules, *source, diagnostics);
  }
  if (!inputs->base.empty()) {
    return compare(*inputs, request, *rules, *source, base_source ? *base_source : *source,
                   diagnostics);
  }

  // From here on no two dumps show the same memory, unless the user said so.
  Result<std::vector<ChosenDumps>> processes =
      choose_dumps(inputs->dumps, request.merge, diagnostics, request.progress);
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

  return show(*loaded, request, *rules, command, diagnostics);
}

}  // namespace jescope
