// SPDX-License-Identifier: Apache-2.0
//
// Of each process the first and the last dump are kept, as places without
// names: a watch of weeks needs no more memory than one of minutes.
#include "jescope/pipeline/watch.h"

#include <fmt/format.h>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "jescope/combine/difference.h"
#include "jescope/combine/dump_series.h"
#include "jescope/combine/line_up.h"
#include "jescope/combine/same_process.h"
#include "jescope/normalize/normalize.h"
#include "jescope/render/growth_line.h"
#include "jescope/select/regroup.h"
#include "jescope/select/rename.h"
#include "jescope/summarize/diff_table.h"
#include "pipeline/inputs/dump_choice.h"
#include "pipeline/inputs/dump_files.h"
#include "pipeline/inputs/inputs.h"
#include "pipeline/load.h"
#include "pipeline/naming.h"
#include "pipeline/rules.h"
#include "pipeline/series/series.h"
#include "pipeline/series/watched_files.h"
#include "pipeline/titles.h"

namespace jescope {
namespace {

constexpr size_t kGrowersInLine = 3;

struct PlacedDump {
  AddressProfile places;
  Snapshot snapshot;
  std::string mark;  // of its process; see process_mark()
};

struct WatchedProcess {
  std::string title;
  std::optional<PlacedDump> first;
  std::optional<PlacedDump> last;  // nothing: the first is the only one
  std::string last_change;         // since the first, in words
  size_t dumps = 0;
};

std::string dump_label(const Snapshot& snapshot) {
  return snapshot.sequence == 0 && !parse_dump_name(snapshot.source)
             ? std::string(base_name(snapshot.source))
             : fmt::format("#{}", snapshot.sequence);
}

class Watch {
 public:
  Watch(const Request& request, const Rules& rules, SymbolSource& source, WatchHost& host)
      : request_(request), rules_(rules), source_(source), host_(host) {}

  Result<Done> look(const std::vector<std::string>& paths) {
    forget_all_but(paths);
    for (const DumpSeries& series : group_by_process(paths)) {
      for (const std::string& path : series.paths) {
        if (Result<Done> done = look_at(series, path); !done.ok()) return done;
      }
    }
    return Done();
  }

  // Reports the newest dump of each process, against the one before and the
  // first; what is older is done with.
  Result<Done> look_once(const std::vector<std::string>& paths) {
    for (const DumpSeries& series : group_by_process(paths)) {
      if (Result<Done> done = report_newest(series); !done.ok()) return done;
    }
    if (request_.series.once && lines_ == 0 && first_error_) return *first_error_;
    return Done();
  }

  Result<Done> sum_up() {
    for (const auto& [key, process] : processes_) {
      if (process.dumps == 0) continue;
      const std::string line = process.dumps == 1 ? fmt::format("{}: 1 dump", process.title)
                                                  : fmt::format("{}: {} dumps, {}", process.title,
                                                                process.dumps, process.last_change);
      if (Result<Done> printed = print(line); !printed.ok()) return printed;
    }
    return lines_ == 0 ? print("no dump was seen") : Result<Done>(Done());
  }

 private:
  Result<Done> look_at(const DumpSeries& series, const std::string& path) {
    if (files_.is_done(path) || !files_.is_at_rest(path)) return Done();
    const ProgressPhase phase(request_.progress, {"comparing dumps"});
    Diagnostics diagnostics;
    WatchedProcess& process = process_of(series);
    Result<std::optional<PlacedDump>> dump = read(path, process, diagnostics);
    if (!dump.ok()) return std::move(dump).error();
    if (!*dump && !files_.is_done(path)) return Done();
    if (*dump) {
      Result<Done> printed = report(process, std::move(**dump), diagnostics);
      if (!printed.ok()) return printed;
    }
    for (const Diagnostic& diagnostic : diagnostics.list()) tell(diagnostic);
    return Done();
  }

  // Files that are gone may come back, as those of another process.
  void forget_all_but(const std::vector<std::string>& paths) {
    files_.forget_all_but(paths);
    std::set<std::string> keys;
    for (const DumpSeries& series : group_by_process(paths)) keys.insert(key_of(series));
    for (auto& [key, process] : processes_) {
      if (keys.contains(key)) continue;
      process.first.reset();
      process.last.reset();
    }
  }

  // Containers' processes have equal numbers, but folders of their own.
  static std::string key_of(const DumpSeries& series) {
    const std::string& path = series.paths.front();
    return path.substr(0, path.rfind('/') + 1) + "\n" + series.process;
  }

  WatchedProcess& process_of(const DumpSeries& series) {
    WatchedProcess& process = processes_[key_of(series)];
    process.title = series.process;
    return process;
  }

  Result<Done> print(const std::string& line) {
    ++lines_;
    if (host_.print(line)) return Done();
    return Error{
        ErrorCode::kUnwritable, "standard output", "expected to be written, got an error", {}};
  }

  Result<Done> report_newest(const DumpSeries& series) {
    const ProgressPhase phase(request_.progress, {"comparing dumps"});
    Diagnostics diagnostics;
    WatchedProcess& process = process_of(series);
    std::optional<PlacedDump> newest;
    const size_t count = series.paths.size();
    for (size_t i = 0; i + 1 < count; ++i) files_.set_done(series.paths[i]);
    std::set<size_t> wanted = {0, count - 1};
    if (count > 1) wanted.insert(count - 2);
    for (const size_t i : wanted) {
      Result<std::optional<PlacedDump>> dump = read(series.paths[i], process, diagnostics);
      if (!dump.ok()) return std::move(dump).error();
      if (!*dump) continue;
      if (newest) remember(process, *std::move(newest));
      newest = std::move(*dump);
    }
    if (newest) {
      Result<Done> printed = report(process, *std::move(newest), diagnostics);
      if (!printed.ok()) return printed;
    }
    for (const Diagnostic& diagnostic : diagnostics.list()) tell(diagnostic);
    return Done();
  }

  // Reads a dump; nothing when it is not complete, or is to be left out.
  Result<std::optional<PlacedDump>> read(const std::string& path, const WatchedProcess& process,
                                         Diagnostics& diagnostics) {
    Diagnostics of_dump;
    const Result<Dump> dump = DumpFiles({path}, request_.progress).read(path, of_dump);
    const bool is_complete = dump.ok() && dump->has_mappings;
    const bool may_grow = !request_.series.once && !files_.has_come_to_rest(path);
    if (!is_complete && may_grow) return std::optional<PlacedDump>();
    files_.set_done(path);
    diagnostics.append(of_dump);
    if (!dump.ok()) {
      if (!first_error_) first_error_ = dump.error();
      diagnostics.warn("unreadable " + path, dump.error().where,
                       dump.error().message + "; it is left out", dump.error().hint);
      return std::optional<PlacedDump>();
    }
    const int64_t live = estimate_total(*dump)[Metric::kInuseSpace].value;
    const std::optional<PlacedDump>& last = process.last ? process.last : process.first;
    const int64_t before = last ? live_bytes(last->places) : 0;
    if (is_emptied_final(*dump, live, before)) {
      diagnostics.note("emptied " + path, path,
                       "is left out: exit handlers have freed memory before it");
      return std::optional<PlacedDump>();
    }
    Result<AddressProfile> places = place_dump(*dump, request_, diagnostics);
    if (!places.ok()) return std::move(places).error();
    return std::optional<PlacedDump>({std::move(*places), snapshot_of(*dump), process_mark(*dump)});
  }

  static int64_t live_bytes(const AddressProfile& places) {
    Values total;
    for (const AddressSample& sample : places.samples) total += sample.values;
    return total[Metric::kInuseSpace].value;
  }

  static void remember(WatchedProcess& process, PlacedDump dump) {
    ++process.dumps;
    (process.first ? process.last : process.first) = std::move(dump);
  }

  // In containers a process that begins again has the number of the one before.
  static bool has_begun_again(const WatchedProcess& process, const PlacedDump& dump) {
    return process.first && !dump.mark.empty() && !process.first->mark.empty() &&
           dump.mark != process.first->mark;
  }

  Result<Done> report(WatchedProcess& process, PlacedDump dump, Diagnostics& diagnostics) {
    std::string name = process.title;
    if (has_begun_again(process, dump)) {
      process = {process.title, {}, {}, {}, 0};
      name += " began again";
    }
    const Profile series = named_series(process, dump, diagnostics);
    const auto newest = static_cast<uint32_t>(series.snapshots.size() - 1);
    const Estimate total = snapshot_totals(series)[newest][request_.metric];
    std::string line =
        fmt::format("{} {}: {}", name, dump_label(dump.snapshot), amount(total, request_));
    if (newest > 0) line += "; since " + change_since(series, newest - 1, newest);
    process.last_change = "since " + change_since(series, 0, newest);
    if (newest > 1) line += "; " + process.last_change;
    remember(process, std::move(dump));
    return print(line);
  }

  // The first, the last and the new dump; fewer where they are the same.
  Profile named_series(const WatchedProcess& process, const PlacedDump& dump,
                       Diagnostics& diagnostics) {
    SeriesBuilder builder;
    if (process.first) builder.add(process.first->places, process.first->snapshot);
    if (process.last) builder.add(process.last->places, process.last->snapshot);
    builder.add(dump.places, dump.snapshot);
    const Profile named = name_places(builder.take(), request_, source_, diagnostics);
    const Profile renamed = rename(named, rules_.names, {}).profile;
    const Profile chosen = rules_.choice.any() ? filter(renamed, rules_.choice.filters) : renamed;
    return regroup(chosen, request_.by.value_or(Granularity::kFunction));
  }

  // Returns "#17 +12.3 MiB: Cache::insert +8.0 MiB, parse +2.1 MiB".
  std::string change_since(const Profile& series, uint32_t before, uint32_t after) const {
    const Profile sides = take_two(series, before, after);
    const ChangeError error = change_error(Relation::kSnapshots, sides.has_totals);
    const DiffTable table = build_diff_table(sides, request_.metric, error);
    return fmt::format(
        "{} {}", dump_label(series.snapshots[before]),
        render_growth_line(table, request_.rows.value_or(kGrowersInLine), request_.style.unit));
  }

  // Each thing is told once, however many dumps it is true of.
  void tell(const Diagnostic& diagnostic) {
    const bool is_new = told_.insert(diagnostic.kind + "\n" + diagnostic.message).second;
    if (is_new) host_.tell(diagnostic);
  }

  const Request& request_;
  const Rules& rules_;
  SymbolSource& source_;
  WatchHost& host_;
  std::map<std::string, WatchedProcess> processes_;
  WatchedFiles files_;
  std::set<std::string> told_;
  std::optional<Error> first_error_;  // of dumps that could not be read
  size_t lines_ = 0;                  // that were printed
};

// The dumps that are there; an empty folder has none yet.
std::vector<std::string> present_dumps(const Request& request) {
  const Result<Inputs> inputs = find_inputs(request);
  return inputs.ok() ? inputs->dumps : std::vector<std::string>();
}

// A folder may still be empty; anything else must be there.
Result<Inputs> first_inputs(const Request& request) {
  Result<Inputs> inputs = find_inputs(request);
  if (inputs.ok() || request.series.once || !is_empty_folder(request)) return inputs;
  return Inputs{request.program, {}, {}};
}

}  // namespace

Result<Done> watch(const Request& request, WatchHost& host) {
  const Result<Rules> rules = compile_rules(request);
  if (!rules.ok()) return rules.error();
  const Result<Inputs> inputs = first_inputs(request);
  if (!inputs.ok()) return inputs.error();
  for (const std::string& path : inputs->dumps) {
    if (is_regular_file(path)) continue;
    return Error{
        ErrorCode::kUsage, path, "expected a folder or files to watch, got something else", {}};
  }
  const std::unique_ptr<SymbolSource> source = open_names(request, *inputs);
  Watch watch(request, *rules, *source, host);
  if (Result<Done> done = watch.look_once(inputs->dumps); !done.ok()) return done;
  if (request.series.once) return Done();
  while (host.wait(request.series.watch_seconds)) {
    if (Result<Done> done = watch.look(present_dumps(request)); !done.ok()) return done;
  }
  return watch.sum_up();
}

}  // namespace jescope
