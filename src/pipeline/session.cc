// SPDX-License-Identifier: Apache-2.0
//
//   inputs ──load, or load_sides──▶ Held ──filter──▶ view──▶ bytes     for each request
#include "jescope/pipeline/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "jescope/combine/difference.h"
#include "jescope/model/readable_name.h"
#include "jescope/normalize/normalize.h"
#include "jescope/render/tables.h"
#include "jescope/select/trim_allocator.h"
#include "jescope/summarize/dump_info.h"
#include "jescope/summarize/symbol_report.h"
#include "pipeline/choice.h"
#include "pipeline/code/code_view.h"
#include "pipeline/code/disassembling.h"
#include "pipeline/code/listing.h"
#include "pipeline/command_words.h"
#include "pipeline/compare/compare.h"
#include "pipeline/compare/sides.h"
#include "pipeline/health.h"
#include "pipeline/inputs/dump_choice.h"
#include "pipeline/inputs/inputs.h"
#include "pipeline/inspect.h"
#include "pipeline/load.h"
#include "pipeline/naming.h"
#include "pipeline/rules.h"
#include "pipeline/titles.h"
#include "pipeline/view.h"

namespace jescope {
namespace {

// What `info` and `symbols` tell of a dump, which is gone by then.
struct DumpFacts {
  DumpInfo info;
  SymbolReport symbols;
};

// One profile, and what stands over its reports.
struct OneSide {
  Loaded loaded;
  Title title;
  std::vector<DumpFacts> facts;  // of each dump
  CodePlaces places;
};

Result<OneSide> load_one_side(const Inputs& inputs, const Request& request, SymbolSource& source,
                              Diagnostics& diagnostics) {
  Result<std::vector<ChosenDumps>> processes =
      choose_dumps(inputs.dumps, request.merge, diagnostics, request.progress, inputs.remote.get());
  if (!processes.ok()) return std::move(processes).error();
  const CommandWords words(request, inputs);
  OneSide side;
  side.title.symbols_command = words.about("jescope symbols", *processes);
  const DumpLook collect = place_collector(side.places);
  const auto look = [&](const Dump& dump, const Profile& named) {
    collect(dump, named);
    const Profile trimmed = trim_allocator(named);
    DumpFacts facts{describe_dump(dump, named, trimmed, estimate_threads(dump)),
                    report_symbols(dump.source, trimmed)};
    complete_remedies(facts.symbols, request, words);
    side.facts.push_back(std::move(facts));
  };
  Result<Loaded> loaded = load(*std::move(processes), request, source, diagnostics, look);
  if (!loaded.ok()) return std::move(loaded).error();
  side.loaded = *std::move(loaded);
  side.title.subject = side.loaded.subject;
  side.title.missing = side.loaded.missing;
  side.title.sampling = side.loaded.sampling;
  side.title.whole = total_values(side.loaded.profile);
  warn_of_missing_names(side.loaded.profile, request, side.title.symbols_command, diagnostics);
  return side;
}

std::string view_facts(const std::vector<DumpFacts>& facts, const Request& request) {
  std::string text;
  for (const DumpFacts& fact : facts) {
    TableStyle style = request.style;
    style.heading = {fact.info.source};
    append_report(text,
                  request.command == Command::kInfo ? render_info(fact.info, style)
                                                    : render_symbols(fact.symbols, style),
                  style.format);
  }
  return text;
}

}  // namespace

// One of both is there.
struct Session::Held {
  Inputs inputs;
  std::unique_ptr<SymbolSource> names;  // asked again for instructions
  std::unique_ptr<CodeSource> code;
  std::optional<OneSide> one;
  std::optional<Sides> two;

  const Profile& profile() const { return one ? one->loaded.profile : two->profile; }

  // Of one side.
  Result<std::string> show(const Profile& profile, const Request& request,
                           Diagnostics& diagnostics) const {
    return jescope::show(profile, {one->places, *names, code.get()}, request, one->title,
                         diagnostics);
  }

  Values sum_of(const Profile& chosen) const {
    return total_values(two ? difference(chosen, two->error) : chosen);
  }
  Values whole() const { return sum_of(profile()); }
  Result<Values> sum(const Request& request) const {
    const Result<Choice> choice = compile_choice(request);
    if (!choice.ok()) return choice.error();
    Diagnostics unheard;  // the answer tells that nothing is left
    return sum_of(choose(profile(), *choice, request, unheard));
  }
};

Session::Session(std::unique_ptr<const Held> held) : held_(std::move(held)) {}
Session::Session(Session&&) noexcept = default;
Session::~Session() = default;

Result<Session> Session::open(const Request& request, Diagnostics& diagnostics) {
  const Result<Rules> rules = compile_rules(request);
  if (!rules.ok()) return rules.error();
  const Result<Done> source_roots = check_source_roots(request);
  if (!source_roots.ok()) return source_roots.error();
  Result<Inputs> inputs = find_inputs(request);
  if (!inputs.ok()) return std::move(inputs).error();
  auto held = std::make_unique<Held>();
  held->inputs = *std::move(inputs);

  held->names = open_names(request, held->inputs);
  SymbolSource* const source = held->names.get();
  const std::unique_ptr<SymbolSource> base_source = open_base_names(request);
  const ProgressPhase phase(request.progress, {"working"});
  if (held->inputs.base.empty()) {
    held->code = start_code(request, held->inputs);
    Result<OneSide> side = load_one_side(held->inputs, request, *source, diagnostics);
    if (!side.ok()) return std::move(side).error();
    held->one = *std::move(side);
    return Session(std::move(held));
  }
  SymbolSource& before = base_source ? *base_source : *source;
  Result<Sides> sides = load_sides(held->inputs, request, *rules, {*source, before}, diagnostics);
  if (!sides.ok()) return std::move(sides).error();
  held->two = *std::move(sides);
  return Session(std::move(held));
}

Result<std::string> Session::answer(const Request& request, Diagnostics& diagnostics) const {
  const bool inspects = request.command == Command::kInfo || request.command == Command::kSymbols;
  if (inspects && !held_->one) {
    return Error{ErrorCode::kUsage,
                 request.command == Command::kInfo ? "info" : "symbols",
                 "expected dumps without --base, got a comparison",
                 {}};
  }
  if (inspects) return view_facts(held_->one->facts, request);
  const Result<Rules> rules = compile_rules(request);
  if (!rules.ok()) return rules.error();
  if (!held_->one && wants_code(request)) {
    return Error{ErrorCode::kUsage, request.is_page ? "weblist" : "disasm",
                 "expected dumps without --base, got a comparison", "list compares source lines"};
  }
  if (!held_->one) {
    Result<Report> report = view_sides(*held_->two, held_->inputs, request, *rules, diagnostics);
    if (!report.ok()) return std::move(report).error();
    return std::move(report->text);
  }
  const Profile& profile = held_->profile();
  warn_of_missing_totals(profile, request, diagnostics);
  if (!rules->choice.any()) return held_->show(profile, request, diagnostics);
  return held_->show(choose(profile, rules->choice, request, diagnostics), request, diagnostics);
}

Result<ChoiceSums> Session::sums(const Request& request) const {
  Request focused = request;
  focused.filters = FilterTexts();
  focused.filters.focus = request.filters.focus;
  Request both = focused;
  both.filters.ignore = request.filters.ignore;
  ChoiceSums sums{held_->whole(), {}, {}};
  for (const auto& [part, sum] : {std::pair(&focused, &sums.focused), {&both, &sums.chosen}}) {
    const Result<Values> values = held_->sum(*part);
    if (!values.ok()) return values.error();
    *sum = *values;
  }
  return sums;
}

std::vector<std::string> Session::function_names() const {
  const Profile& profile = held_->profile();
  std::vector<std::string> names;
  for (const Frame& frame : profile.frames) {
    if (is_named(frame)) names.push_back(readable_name(profile.text(frame.function)));
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace jescope
