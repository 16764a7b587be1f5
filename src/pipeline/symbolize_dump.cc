// SPDX-License-Identifier: Apache-2.0
//
//   Dump ──place──▶ locations ──name──▶ NamedDump ──redact──▶ NamedDump ──render──▶ bytes
#include "pipeline/symbolize_dump.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "jescope/normalize/normalize.h"
#include "jescope/render/named_dump.h"
#include "jescope/render/symbolized_dump.h"
#include "jescope/select/redact.h"
#include "jescope/select/trim_allocator.h"
#include "jescope/symbolize/location_names.h"
#include "pipeline/command_words.h"
#include "pipeline/inputs/dump_choice.h"
#include "pipeline/load.h"

namespace jescope {
namespace {

// jeprof leaves the allocator out by name only.
NamedPlace nameless_allocator() {
  return {{"malloc", {}, 0}};
}

NamedPlace place_of(const SymbolChain& chain, const Module& module, Inlines inlines) {
  const bool is_nameless = chain.empty() || chain.back().kind == FrameKind::kBounds;
  if (is_nameless && is_allocator_module(module.path)) return nameless_allocator();
  NamedPlace place;
  for (size_t i = chain.size(); i-- > 0;) {
    place.push_back({chain[i].function, chain[i].file, chain[i].line});
    if (inlines == Inlines::kFold) break;
  }
  return place;
}

void take_build_ids(const std::vector<ModuleNames>& modules, Dump& dump) {
  std::map<std::string, std::string> by_path;
  for (const ModuleNames& module : modules) by_path.emplace(module.path, module.build_id);
  for (Mapping& mapping : dump.mappings) {
    const auto known = by_path.find(mapping.path);
    if (known != by_path.end()) mapping.build_id = known->second;
  }
}

std::string program_path(const AddressProfile& places) {
  const auto found = std::ranges::find(places.modules, true, &Module::is_program);
  return found == places.modules.end() ? std::string() : found->path;
}

NamedDump name(Dump dump, const Request& request, SymbolSource& source, Diagnostics& diagnostics) {
  const ProgressPhase phase(request.progress, {"naming addresses"});
  const AddressProfile places = place_each_address(dump);
  const LocationNames names = name_locations(places, source, NameDetail::kChains, diagnostics);
  NamedDump named{std::move(dump), {}};
  for (size_t row = 0; row < names.chains.size(); ++row) {
    const Module& module = places.modules[places.locations[row].module.row()];
    named.places.push_back(place_of(names.chains[row], module, request.inlines));
  }
  if (named.dump.program.empty()) named.dump.program = program_path(places);
  take_build_ids(names.modules, named.dump);
  named.dump.symbols.clear();
  return named;
}

// `symbols_command` tells why names are missing.
void note_nameless(const NamedDump& named, const std::string& symbols_command,
                   Diagnostics& diagnostics) {
  const auto is_nameless = [](const NamedPlace& place) { return place.empty(); };
  const auto nameless = std::ranges::count_if(named.places, is_nameless);
  if (nameless == 0) return;
  diagnostics.note(
      "nameless", named.dump.source,
      fmt::format("{} of {} addresses stay without a name", nameless, named.places.size()),
      symbols_command + " tells why, and what mends it");
}

// Estimates with names have no records to keep.
Result<Report> as_merged(std::vector<ChosenDumps> processes, const Request& request,
                         const Rules& rules, SymbolSource& source, Diagnostics& diagnostics) {
  Result<Loaded> loaded = load(std::move(processes), request, source, diagnostics);
  if (!loaded.ok()) return std::move(loaded).error();
  if (!request.redact.is_wanted) return Report{render_symbolized_dump(loaded->profile), {}};
  return Report{render_symbolized_dump(redact(loaded->profile, rules.kept_names)), {}};
}

Error several_processes(size_t processes) {
  return {ErrorCode::kUsage, "symbolize",
          fmt::format("expected the dumps of one process, got those of {}", processes),
          "one output is one dump: give them one by one; jescope merge puts them together"};
}

}  // namespace

bool wants_dump_as_it_is(const Inputs& inputs, const Request& request) {
  if (!inputs.base.empty()) return false;
  if (request.command == Command::kSymbolize) return true;
  if (request.jeprof && request.jeprof->mode == JeprofMode::kRaw) return inputs.dumps.size() == 1;
  return request.command == Command::kExport && request.export_format == ExportFormat::kRaw &&
         request.filters == FilterTexts() && request.threads.empty() && !request.merge &&
         !request.by;
}

Result<Report> symbolize_dump(const Inputs& inputs, const Request& request, const Rules& rules,
                              SymbolSource& source, Diagnostics& diagnostics) {
  Result<std::vector<ChosenDumps>> processes =
      choose_dumps(inputs.dumps, std::nullopt, diagnostics, request.progress, inputs.remote.get());
  if (!processes.ok()) return std::move(processes).error();
  if (processes->size() > 1) return several_processes(processes->size());
  if (processes->front().front().format == DumpFormat::kPprof) {
    return as_merged(std::move(*processes), request, rules, source, diagnostics);
  }
  const std::string command = CommandWords(request, inputs).about("jescope symbols", *processes);
  NamedDump named = name(std::move(processes->front().front()), request, source, diagnostics);
  note_nameless(named, command, diagnostics);
  if (request.redact.is_wanted) named = redact(std::move(named), rules.kept_names);
  return Report{render_named_dump(named), {}};
}

}  // namespace jescope
