// SPDX-License-Identifier: Apache-2.0
//
//   Dump ──normalize──▶ AddressProfile ──symbolize──▶ Profile ──trim──▶ Profile
//                                                          several ──merge──▶ one
#include "pipeline/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "jescope/combine/merge.h"
#include "jescope/normalize/normalize.h"
#include "jescope/normalize/scale.h"
#include "jescope/select/drop_frames.h"
#include "jescope/select/pattern.h"
#include "jescope/select/trim_allocator.h"
#include "pipeline/inputs/added_library.h"
#include "pipeline/naming.h"
#include "pipeline/titles.h"

namespace jescope {
namespace {

// Returns the number of "12" or "t12", as `info` prints it.
std::optional<uint64_t> thread_number(std::string_view text) {
  if (text.starts_with('t')) text.remove_prefix(1);
  uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
  return number;
}

// Returns the threads of the dump that `wanted` (a number or a pattern on
// names) means.
Result<std::set<uint64_t>> find_threads(const Dump& dump, const std::string& wanted) {
  const std::optional<uint64_t> number = thread_number(wanted);
  const Result<Pattern> pattern = Pattern::compile(wanted, "--thread");
  if (!number && !pattern.ok()) return pattern.error();
  std::set<uint64_t> threads;
  for (const DumpThread& thread : dump.threads) {
    const bool is_wanted =
        number ? thread.number == *number : !thread.name.empty() && pattern->matches(thread.name);
    if (is_wanted) threads.insert(thread.number);
  }
  return threads;
}

Result<ThreadChoice> choose_threads(const Dump& dump, const Request& request,
                                    Diagnostics& diagnostics) {
  if (request.threads.empty()) return ThreadChoice();
  std::set<uint64_t> threads;
  for (const std::string& wanted : request.threads) {
    const Result<std::set<uint64_t>> found = find_threads(dump, wanted);
    if (!found.ok()) return found.error();
    threads.insert(found->begin(), found->end());
    if (found->empty()) {
      diagnostics.warn("no thread", "--thread",
                       fmt::format("no thread of {} is \"{}\"", dump.source, wanted),
                       fmt::format("jescope info {} lists the threads", dump.source));
    }
  }
  return ThreadChoice(std::move(threads));
}

// Takes the dump, so that a large one is gone before its names are looked up.
Result<Profile> load_dump(Dump dump, const Request& request, SymbolSource& source,
                          Diagnostics& diagnostics, PlaceForm form) {
  Result<AddressProfile> places = place_dump(dump, request, diagnostics, form);
  if (!places.ok()) return std::move(places).error();
  dump = Dump();
  return name_places(*std::move(places), request, source, diagnostics);
}

Result<Profile> show_dump(const Dump& dump, const Request& request, SymbolSource& source,
                          Diagnostics& diagnostics, const DumpLook& look) {
  Result<Profile> named = name_dump(dump, request, source, diagnostics);
  if (!named.ok()) return named;
  look(dump, *named);
  return request.keep_allocator ? std::move(named) : trim_allocator(*named);
}

Result<Profile> load_process(ChosenDumps dumps, const Request& request, SymbolSource& source,
                             Diagnostics& diagnostics, const DumpLook& look, bool labels_threads) {
  std::vector<Profile> profiles;
  const PlaceForm form =
      dumps.size() == 1 && labels_threads ? PlaceForm::kByThread : PlaceForm::kWhole;
  for (Dump& dump : dumps) {
    Result<Profile> profile = look ? show_dump(dump, request, source, diagnostics, look)
                                   : load_dump(std::move(dump), request, source, diagnostics, form);
    if (!profile.ok()) return profile;
    profiles.push_back(std::move(*profile));
  }
  if (profiles.size() == 1) return std::move(profiles.front());
  return merge(profiles, request.merge.value_or(MergeRule::kSum), Relation::kSnapshots);
}

std::string stacks_words(std::string_view act, size_t stacks) {
  return fmt::format("{} {} stacks", act, format_count(static_cast<int64_t>(stacks)));
}

Profile name(const AddressProfile& places, const Request& request, SymbolSource& source,
             Diagnostics& diagnostics) {
  const ProgressPhase phase(request.progress, {stacks_words("naming", places.samples.size())});
  return symbolize(places, source, request.inlines, diagnostics, detail_of(request));
}

std::string subject_of(const std::vector<ChosenDumps>& processes) {
  size_t dumps = 0;
  for (const ChosenDumps& process : processes) dumps += process.size();
  const std::string first = subject_of(processes.front().front());
  return dumps == 1 ? first : fmt::format("{} and {} more", first, dumps - 1);
}

std::string sampling_of(const std::vector<ChosenDumps>& processes) {
  uint64_t least = UINT64_MAX;
  uint64_t most = 0;
  for (const ChosenDumps& process : processes) {
    for (const Dump& dump : process) {
      least = std::min(least, dump.sample_period_bytes);
      most = std::max(most, dump.sample_period_bytes);
    }
  }
  return least < most ? sampling_title(least, most) : std::string();
}

void note_several(const std::vector<ChosenDumps>& processes, Diagnostics& diagnostics) {
  if (processes.size() < 2) return;
  size_t dumps = 0;
  bool are_known = true;
  for (const ChosenDumps& process : processes) {
    dumps += process.size();
    are_known = are_known && process.front().name.has_value();
  }
  diagnostics.note(
      "several processes", "",
      are_known ? fmt::format("added up the dumps of {} processes", processes.size())
                : fmt::format("added up {} dumps; not all have a process's number in their names",
                              dumps));
}

}  // namespace

// The header's line is the whole heap scaled at once, so it tells about how much.
std::string missing_words(const std::vector<ChosenDumps>& processes, const Request& request) {
  const auto lacks_stacks = [](const ChosenDumps& process) {
    return std::ranges::any_of(process, &Dump::lacks_stacks);
  };
  if (std::ranges::none_of(processes, lacks_stacks)) return {};
  size_t dumps = 0;
  size_t cut = 0;
  Values read;
  Values expected;
  for (const ChosenDumps& process : processes) {
    for (const Dump& dump : process) {
      ++dumps;
      if (dump.lacks_stacks) ++cut;
      const Values part = estimate_total(dump);
      const Values header = scale(dump.header_counts, dump.scaling, dump.sample_period_bytes);
      read += part;
      expected += dump.lacks_stacks ? header : part;
    }
  }
  const std::string words = dumps == 1 ? "the dump is cut short"
                                       : fmt::format("{} of {} dumps are cut short", cut, dumps);
  const Estimate& got = read[request.metric];
  const Estimate& whole = expected[request.metric];
  if (!request.threads.empty() || whole.value <= got.value) {
    return words + ": stacks are missing";
  }
  return words + fmt::format(": {} of about {} could be read", amount(got, request),
                             amount(whole, request));
}

std::string subject_of(const Dump& dump) {
  return dump.source == "-" ? "standard input" : std::string(base_name(dump.source));
}

Result<AddressProfile> place_dump(const Dump& dump, const Request& request,
                                  Diagnostics& diagnostics, PlaceForm form) {
  const Result<ThreadChoice> threads = choose_threads(dump, request, diagnostics);
  if (!threads.ok()) return threads.error();
  const ProgressPhase phase(request.progress, {stacks_words("estimating", dump.records.size())});
  const auto place = form == PlaceForm::kByThread ? normalize_by_thread : normalize;
  if (!request.added_library.empty()) {
    const Result<std::vector<Mapping>> added = added_mappings(request);
    if (!added.ok()) return added.error();
    Dump extended = dump;
    add_mappings(*added, extended);
    return place(extended, *threads);
  }
  if (dump.drop_frames.empty() || request.keep_allocator) return place(dump, *threads);
  const Result<Dump> own = drop_frames(dump);
  if (own.ok()) return place(*own, *threads);
  diagnostics.warn("drop_frames", dump.source,
                   "its drop_frames are not used: " + own.error().message);
  return place(dump, *threads);
}

Profile name_places(AddressProfile places, const Request& request, SymbolSource& source,
                    Diagnostics& diagnostics) {
  Profile named = name(places, request, source, diagnostics);
  places = AddressProfile();
  const ProgressPhase phase(request.progress, {"leaving out the allocator's frames"});
  return request.keep_allocator ? std::move(named) : trim_allocator(named);
}

Result<Profile> name_dump(const Dump& dump, const Request& request, SymbolSource& source,
                          Diagnostics& diagnostics) {
  const Result<AddressProfile> places = place_dump(dump, request, diagnostics);
  if (!places.ok()) return places.error();
  return name(*places, request, source, diagnostics);
}

Result<Loaded> load(std::vector<ChosenDumps> processes, const Request& request,
                    SymbolSource& source, Diagnostics& diagnostics) {
  return load(std::move(processes), request, source, diagnostics, DumpLook());
}

Result<Loaded> load(std::vector<ChosenDumps> processes, const Request& request,
                    SymbolSource& source, Diagnostics& diagnostics, const DumpLook& look) {
  Loaded loaded;
  loaded.subject = subject_of(processes);
  loaded.missing = missing_words(processes, request);
  loaded.sampling = sampling_of(processes);
  note_several(processes, diagnostics);
  // Threads of one process are others in the next.
  const bool labels_threads = request.command == Command::kExport &&
                              request.export_format == ExportFormat::kPprof &&
                              processes.size() == 1;
  std::vector<Profile> profiles;
  for (ChosenDumps& dumps : processes) {
    Result<Profile> profile =
        load_process(std::move(dumps), request, source, diagnostics, look, labels_threads);
    if (!profile.ok()) return std::move(profile).error();
    profiles.push_back(std::move(*profile));
  }
  loaded.profile = profiles.size() == 1 ? std::move(profiles.front())
                                        : merge(profiles, MergeRule::kSum, Relation::kIndependent);
  return loaded;
}

}  // namespace jescope
