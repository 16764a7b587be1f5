// SPDX-License-Identifier: Apache-2.0
//
// Memory is that of the series: each dump is gone before the next is read.
#include "pipeline/series/series.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "jescope/combine/dump_series.h"
#include "jescope/combine/line_up.h"
#include "jescope/combine/same_process.h"
#include "jescope/normalize/normalize.h"
#include "jescope/read/dump_reader.h"
#include "pipeline/inputs/dump_choice.h"
#include "pipeline/inputs/dump_files.h"
#include "pipeline/inputs/remote_dumps.h"
#include "pipeline/load.h"

namespace jescope {
namespace {

constexpr const char* kKeepAll = "--all keeps them";

bool has_name(const std::string& path) {
  return parse_dump_name(path).has_value();
}

std::vector<ChosenSeries> series_by_process(const std::vector<std::string>& paths) {
  if (paths.size() > 1 && std::ranges::none_of(paths, has_name)) {
    return {{fmt::format("{} and {} more", base_name(paths.front()), paths.size() - 1), paths}};
  }
  std::vector<ChosenSeries> series;
  for (const DumpSeries& process : group_by_process(paths)) {
    series.push_back({process.process, process.paths});
  }
  return series;
}

void drop_single_dumps(std::vector<ChosenSeries>& series, Diagnostics& diagnostics) {
  const auto is_single = [](const ChosenSeries& process) { return process.paths.size() < 2; };
  const auto singles = static_cast<size_t>(std::ranges::count_if(series, is_single));
  if (singles == 0 || singles == series.size()) return;
  const auto first = std::ranges::find_if(series, is_single);
  diagnostics.note("single dumps", first->paths.front(),
                   singles == 1 ? "is left out: one dump is no series"
                                : fmt::format("and the dumps of {} more processes are left out: "
                                              "one dump is no series",
                                              singles - 1));
  std::erase_if(series, is_single);
}

// Returns what tells the process of the series' first dump that can be read.
std::string mark_of(const ChosenSeries& series) {
  Diagnostics unheard;  // load_series() reads them again
  for (const std::string& path : series.paths) {
    const Result<Dump> dump = read_dump_file(path, unheard);
    if (dump.ok()) return process_mark(*dump);
  }
  return {};
}

// A process forked from another has its map, and what it held. The parent is the
// one with most dumps.
void drop_children(std::vector<ChosenSeries>& series, Progress* progress,
                   Diagnostics& diagnostics) {
  if (series.size() < 2) return;
  ProgressPhase phase(progress, {"telling processes apart", ProgressUnit::kProcesses, series.size(),
                                 ProgressPace::kEven});
  std::vector<std::string> marks;
  std::map<std::string, size_t> parents;  // by mark
  for (size_t i = 0; i < series.size(); ++i) {
    marks.push_back(mark_of(series[i]));
    phase.advance(1);
    const auto [known, is_new] = parents.emplace(marks[i], i);
    const bool is_longer = series[i].paths.size() > series[known->second].paths.size();
    if (!is_new && is_longer) known->second = i;
  }
  std::vector<ChosenSeries> kept;
  for (size_t i = 0; i < series.size(); ++i) {
    const size_t parent = parents[marks[i]];
    const bool is_child =
        !marks[i].empty() && parent != i && series[parent].paths.size() > series[i].paths.size();
    if (!is_child) {
      kept.push_back(series[i]);
      continue;
    }
    diagnostics.note("children", series[i].process,
                     fmt::format("is left out with {} dumps: a child forked from {}",
                                 series[i].paths.size(), series[parent].process),
                     kKeepAll);
  }
  series = std::move(kept);
}

void take_wanted(std::vector<std::string>& paths, const SeriesChoice& choice) {
  const auto fraction = static_cast<size_t>(
      std::ceil(choice.skipped_first_fraction * static_cast<double>(paths.size())));
  const size_t skipped = std::min(paths.size(), std::max(choice.skipped_first, fraction));
  paths.erase(paths.begin(), paths.begin() + static_cast<std::ptrdiff_t>(skipped));
  if (choice.last && paths.size() > *choice.last) {
    paths.erase(paths.begin(), paths.end() - static_cast<std::ptrdiff_t>(*choice.last));
  }
  // The newest dump is kept whatever the step.
  std::vector<std::string> kept;
  for (size_t i = 0; i < paths.size(); ++i) {
    if ((paths.size() - 1 - i) % choice.every == 0) kept.push_back(std::move(paths[i]));
  }
  paths = std::move(kept);
}

class SeriesReader {
 public:
  SeriesReader(const ChosenSeries& series, const Request& request, Diagnostics& diagnostics)
      : request_(request), diagnostics_(diagnostics), files_(series.paths, request.progress) {}

  Result<std::vector<PlacedSeries>> run(const ChosenSeries& series) {
    for (const std::string& path : series.paths) {
      if (Result<Done> added = add(path); !added.ok()) return std::move(added).error();
    }
    return finish(series.process);
  }

 private:
  // A process, by its map.
  struct Run {
    std::string mark;
    SeriesBuilder builder;
    size_t dumps = 0;
    int64_t live_before = 0;
  };

  Result<Done> add(const std::string& path) {
    const Result<Dump> dump = files_.read(path, diagnostics_);
    if (!dump.ok()) {
      if (!first_error_) first_error_ = dump.error();
      diagnostics_.warn("unreadable dump of a series", dump.error().where,
                        dump.error().message + "; it is left out", dump.error().hint);
      return Done();
    }
    Run& run = run_of(process_mark(*dump));
    const int64_t live = estimate_total(*dump)[Metric::kInuseSpace].value;
    if (!request_.series.keeps_all && is_emptied_final(*dump, live, run.live_before)) {
      diagnostics_.note("emptied final dump", dump->source,
                        "is left out: exit handlers have freed memory before it", kKeepAll);
      return Done();
    }
    run.live_before = live;
    const Result<AddressProfile> places = place_dump(*dump, request_, diagnostics_);
    if (!places.ok()) return places.error();
    run.builder.add(*places, snapshot_of(*dump));
    ++run.dumps;
    return Done();
  }

  // A dump whose map tells nothing is of the process before it.
  Run& run_of(const std::string& mark) {
    const auto is_it = [&](const std::unique_ptr<Run>& run) {
      return request_.series.keeps_all || mark.empty() || run->mark.empty() || run->mark == mark;
    };
    const auto found = std::ranges::find_if(runs_.rbegin(), runs_.rend(), is_it);
    if (found != runs_.rend()) return **found;
    runs_.push_back(std::make_unique<Run>());
    runs_.back()->mark = mark;
    return *runs_.back();
  }

  Result<std::vector<PlacedSeries>> finish(const std::string& process) {
    if (runs_.empty()) {
      return first_error_.value_or(
          Error{ErrorCode::kUnreadable, process, "expected a heap dump, got none", {}});
    }
    std::vector<PlacedSeries> series;
    for (size_t i = 0; i < runs_.size(); ++i) {
      if (runs_[i]->dumps < 2) continue;
      const std::string number = fmt::format(" ({} of {})", i + 1, runs_.size());
      series.push_back({process + (runs_.size() > 1 ? number : ""), runs_[i]->builder.take()});
    }
    if (series.empty()) return too_few(process);
    if (runs_.size() > 1) note_runs(process, runs_.size() - series.size());
    return series;
  }

  Error too_few(const std::string& process) const {
    const size_t processes = runs_.size();
    return {ErrorCode::kUsage, process,
            processes == 1 ? "expected at least two dumps of a process, got one"
                           : fmt::format("expected at least two dumps of a process, got one each "
                                         "of {}",
                                         processes),
            processes == 1 ? "jescope top shows one dump"
                           : "jescope diff compares two; --all takes them as one series"};
  }

  void note_runs(const std::string& process, size_t singles) {
    std::string message =
        fmt::format("its dumps are of {} processes, told apart by their maps", runs_.size());
    if (singles > 0) message += fmt::format("; {} with one dump left out", singles);
    diagnostics_.note("runs of " + process, process, message, "--all takes them as one series");
  }

  const Request& request_;
  Diagnostics& diagnostics_;
  DumpFiles files_;
  std::vector<std::unique_ptr<Run>> runs_;
  std::optional<Error> first_error_;
};

// Processes of one number in several folders are told by these, too.
void tell_apart(std::vector<ChosenSeries>& series) {
  std::map<std::string, size_t> times;
  for (const ChosenSeries& process : series) ++times[process.process];
  for (ChosenSeries& process : series) {
    if (times[process.process] < 2) continue;
    const std::string& path = process.paths.front();
    process.process = path.substr(0, path.rfind('/') + 1) + process.process;
  }
}

int64_t written_ns(const std::string& path) {
  struct stat status = {};
  if (path == "-" || ::stat(path.c_str(), &status) != 0) return 0;
  int64_t ns = 0;
  const bool is_beyond =
      __builtin_mul_overflow(int64_t{status.st_mtim.tv_sec}, 1'000'000'000, &ns) ||
      __builtin_add_overflow(ns, status.st_mtim.tv_nsec, &ns);
  return is_beyond ? 0 : ns;
}

void keep_newest(std::vector<ChosenSeries>& series) {
  const auto newest = std::ranges::max_element(
      series, {}, [](const ChosenSeries& process) { return written_ns(process.paths.back()); });
  series = {std::move(*newest)};
}

}  // namespace

Result<std::vector<ChosenSeries>> choose_series(const std::vector<std::string>& paths,
                                                const Request& request, Diagnostics& diagnostics) {
  if (const auto url = std::ranges::find_if(paths, is_remote); url != paths.end()) {
    return Error{
        ErrorCode::kUsage, *url, "expected dumps that were kept, got a URL",
        "a server shows its heap of now only; keep a dump of it now and then, as with curl"};
  }
  std::vector<ChosenSeries> series = series_by_process(paths);
  if (!request.series.keeps_all) {
    drop_single_dumps(series, diagnostics);
    drop_children(series, request.progress, diagnostics);
  }
  if (request.series.newest_only) keep_newest(series);
  tell_apart(series);
  for (ChosenSeries& process : series) take_wanted(process.paths, request.series);
  std::erase_if(series, [](const ChosenSeries& process) { return process.paths.empty(); });
  if (series.empty()) {
    return Error{ErrorCode::kUsage, "--skip-warmup", "expected dumps to be left, got none", {}};
  }
  return series;
}

Result<std::vector<PlacedSeries>> load_series(const ChosenSeries& series, const Request& request,
                                              Diagnostics& diagnostics) {
  return SeriesReader(series, request, diagnostics).run(series);
}

Snapshot snapshot_of(const Dump& dump) {
  Snapshot snapshot;
  snapshot.source = dump.source;
  if (dump.name) snapshot.sequence = dump.name->sequence;
  if (dump.name) snapshot.process_id = dump.name->pid;
  snapshot.written_ns = dump.written_ns > 0 ? dump.written_ns : written_ns(dump.source);
  return snapshot;
}

}  // namespace jescope
