// SPDX-License-Identifier: Apache-2.0
//
// The pipeline as a story. Every step takes a value and returns one; the
// comments say what holds from there on.
#include "jescope/pipeline/run.h"

#include <optional>

#include "jescope/select/redact.h"
#include "jescope/symbolize/remembered_names.h"
#include "pipeline/choice.h"
#include "pipeline/code/code_view.h"
#include "pipeline/code/disassembling.h"
#include "pipeline/code/listing.h"
#include "pipeline/command_words.h"
#include "pipeline/compare/compare.h"
#include "pipeline/health.h"
#include "pipeline/inputs/dump_choice.h"
#include "pipeline/inputs/inputs.h"
#include "pipeline/inspect.h"
#include "pipeline/jeprof/jeprof.h"
#include "pipeline/jeprof/jeprof_symbols.h"
#include "pipeline/load.h"
#include "pipeline/naming.h"
#include "pipeline/report.h"
#include "pipeline/rules.h"
#include "pipeline/series/follow.h"
#include "pipeline/series/rows.h"
#include "pipeline/symbolize_dump.h"
#include "pipeline/titles.h"
#include "pipeline/view.h"

namespace jescope {
namespace {

Result<Report> to_report(Result<std::string> text) {
  if (!text.ok()) return std::move(text).error();
  return Report{std::move(*text), {}};
}

// Where the names of both sides come from, and instructions.
struct Sources {
  SymbolSource& names;
  SymbolSource& base_names;
  CodeSource* code;  // null: the answer shows none
};

// Dumps put together into one profile.
Result<Report> answer_of(std::vector<ChosenDumps> processes, const CommandWords& words,
                         const Request& request, const Rules& rules, const Sources& sources,
                         Diagnostics& diagnostics) {
  // From here on there is one profile of named stacks, without allocator.
  const std::string command = words.about("jescope symbols", processes);
  CodePlaces places;
  Result<Loaded> loaded = load(std::move(processes), request, sources.names, diagnostics,
                               sources.code == nullptr ? DumpLook() : place_collector(places));
  if (!loaded.ok()) return std::move(loaded).error();
  warn_of_missing_totals(loaded->profile, request, diagnostics);
  warn_of_missing_names(loaded->profile, request, command, diagnostics);

  const bool is_redacted = request.redact.is_wanted;
  const Title title{.subject = is_redacted ? std::string(kRedactedSubject) : loaded->subject,
                    .whole = total_values(loaded->profile),
                    .symbols_command = command,
                    .missing = loaded->missing,
                    .sampling = loaded->sampling};
  Profile chosen = choose(std::move(loaded->profile), rules.choice, request, diagnostics);
  if (is_redacted) chosen = redact(chosen, rules.kept_names);
  return to_report(
      show(chosen, {places, sources.names, sources.code}, request, title, diagnostics));
}

Result<Report> answer_one(const Inputs& inputs, const Request& request, const Rules& rules,
                          const Sources& sources, Diagnostics& diagnostics) {
  // From here on no two dumps show the same memory, unless the user said so.
  Result<std::vector<ChosenDumps>> processes =
      choose_dumps(inputs.dumps, request.merge, diagnostics, request.progress, inputs.remote.get());
  if (!processes.ok()) return processes.error();
  for (const ChosenDumps& process : *processes) {
    for (const Dump& dump : process) warn_of_recorder(dump, diagnostics);
  }
  const CommandWords words(request, inputs);
  if (request.command == Command::kInfo || request.command == Command::kSymbols) {
    return inspect(*processes, request, words, sources.names, diagnostics);
  }
  return answer_of(*std::move(processes), words, request, rules, sources, diagnostics);
}

// By what the command takes: a series, two sides, many dumps, one dump as it is, or
// dumps put together.
Result<Report> answer(const Inputs& inputs, const Request& request, const Rules& rules,
                      const Sources& sources, Diagnostics& diagnostics) {
  if (request.command == Command::kTrend || request.flame.shows_snapshots) {
    return follow(inputs, request, rules, sources.names, diagnostics);
  }
  if (request.command == Command::kReport) {
    return report_page(inputs, request, rules, sources.names, sources.base_names, diagnostics);
  }
  if (wants_rows_of_each(inputs, request)) {
    return export_rows(inputs, request, rules, sources.names, diagnostics);
  }
  if (wants_dump_as_it_is(inputs, request)) {
    return symbolize_dump(inputs, request, rules, sources.names, diagnostics);
  }
  if (!inputs.base.empty()) {
    return compare(inputs, request, rules, sources.names, sources.base_names, diagnostics);
  }
  return answer_one(inputs, request, rules, sources, diagnostics);
}

// jeprof's --thread=*: one report after the other. Dumps are read and named once.
Result<Report> answer_by_thread(const Inputs& inputs, Request request, const Rules& rules,
                                const Sources& sources, Diagnostics& diagnostics) {
  const Result<std::vector<ChosenDumps>> processes =
      choose_dumps(inputs.dumps, request.merge, diagnostics, request.progress, inputs.remote.get());
  if (!processes.ok()) return processes.error();
  const CommandWords words(request, inputs);
  const std::unique_ptr<SymbolSource> names = remember_names(sources.names);
  const Sources remembered{*names, sources.base_names, sources.code};
  // All places at once, as what a file's few places say of its build is little.
  const Result<Loaded> all = load(*processes, request, *names, diagnostics);
  if (!all.ok()) return all.error();
  Report whole;
  for (const std::string& thread : thread_numbers(*processes, diagnostics)) {
    request.threads = {thread};
    Result<Report> report =
        inputs.base.empty() ? answer_of(*processes, words, request, rules, remembered, diagnostics)
                            : answer(inputs, request, rules, remembered, diagnostics);
    if (!report.ok()) return report;
    whole.text += report->text;
  }
  return whole;
}

// A mistake of the user's is told before minutes of work.
Result<Done> check(const Request& request) {
  if (request.jeprof && wants_code(request) && !request.comparison.base.empty()) {
    return Error{ErrorCode::kUsage, "--base", "expected none beside --list and --disasm, got one",
                 "jescope list REGEX DUMP --base BASE"};
  }
  return check_source_roots(request);
}

}  // namespace

std::string whole_text(Report report) {
  if (!report.more) return std::move(report.text);
  for (std::string next = report.more(); !next.empty(); next = report.more()) report.text += next;
  return std::move(report.text);
}

Result<Report> run(const Request& request, Diagnostics& diagnostics) {
  const Result<Rules> rules = compile_rules(request);
  if (!rules.ok()) return rules.error();
  const Result<Done> checked = check(request);
  if (!checked.ok()) return checked.error();

  // From here on every input is a dump file that exists, or standard input.
  const Result<Inputs> inputs = find_inputs(request);
  if (!inputs.ok()) return inputs.error();

  const std::unique_ptr<SymbolSource> source = open_names(request, *inputs);
  const std::unique_ptr<SymbolSource> base_source = open_base_names(request);
  SymbolSource& base_names = base_source ? *base_source : *source;
  const std::unique_ptr<CodeSource> code = open_code(request, *inputs);
  // From here on no process is forked by ours, so there may be threads.
  const ProgressPhase phase(request.progress, {"working"});
  if (request.jeprof && request.jeprof->mode == JeprofMode::kSymbols) {
    return to_report(answer_symbols_of_input(inputs->program, request, *source, diagnostics));
  }
  const Sources sources{*source, base_names, code.get()};
  if (request.jeprof && request.jeprof->each_thread) {
    return answer_by_thread(*inputs, request, *rules, sources, diagnostics);
  }
  return answer(*inputs, request, *rules, sources, diagnostics);
}

}  // namespace jescope
