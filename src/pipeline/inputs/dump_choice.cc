// SPDX-License-Identifier: Apache-2.0
//
// Only the dumps that are needed are read: the newest of a series, and the one
// before it if the newest is a final one.
#include "pipeline/inputs/dump_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "jescope/base/units.h"
#include "jescope/combine/dump_series.h"
#include "jescope/combine/same_process.h"
#include "jescope/normalize/normalize.h"
#include "pipeline/inputs/dump_files.h"

namespace jescope {
namespace {

constexpr const char* kHowToCombine =
    "jescope trend tells what grows over them; --merge avg, max or sum combines them";

bool is_final(const std::string& path) {
  const std::optional<DumpName> name = parse_dump_name(path);
  return name && name->kind == DumpKind::kFinal;
}

int64_t live_bytes(const Dump& dump) {
  return estimate_total(dump)[Metric::kInuseSpace].value;
}

// Those that are read if all goes well.
std::vector<std::string> wanted_paths(const std::vector<DumpSeries>& processes, bool are_all) {
  std::vector<std::string> paths;
  for (const DumpSeries& series : processes) {
    const auto first = are_all ? series.paths.begin() : series.paths.end() - 1;
    paths.insert(paths.end(), first, series.paths.end());
  }
  return paths;
}

class Chooser {
 public:
  Chooser(std::vector<DumpSeries> processes, std::optional<MergeRule> merge,
          Diagnostics& diagnostics, Progress* progress, RemoteDumps* remote)
      : processes_(std::move(processes)),
        merge_(merge),
        diagnostics_(diagnostics),
        files_(wanted_paths(processes_, merge.has_value()), progress, remote) {}

  Result<std::vector<ChosenDumps>> run() {
    for (const DumpSeries& series : processes_) {
      const Result<Done> added = merge_ ? add_all(series) : add_newest(series);
      if (added.ok()) continue;
      if (processes_.size() == 1) return added.error();
      unreadable_.push_back(added.error());
    }
    if (chosen_.empty()) return unreadable_.front();
    for (const Error& error : unreadable_) {
      diagnostics_.warn("unreadable dump " + error.where, error.where,
                        error.message + "; it is left out", error.hint);
    }
    if (!merge_) drop_older_of_same_process();
    return std::move(chosen_);
  }

 private:
  Result<Done> add_all(const DumpSeries& series) {
    ChosenDumps dumps;
    for (const std::string& path : series.paths) {
      Result<Dump> dump = files_.read(path, diagnostics_);
      if (!dump.ok()) return std::move(dump).error();
      dumps.push_back(std::move(*dump));
    }
    chosen_.push_back(std::move(dumps));
    return Done();
  }

  Result<Done> add_newest(const DumpSeries& series) {
    Result<size_t> readable = newest_readable(series);
    if (!readable.ok()) return std::move(readable).error();
    size_t taken = *readable;
    Dump newest = std::move(newest_);
    if (taken > 0 && is_final(series.paths[taken])) {
      Result<Dump> before = files_.read(series.paths[taken - 1], diagnostics_);
      if (before.ok() && are_of_same_process(*before, newest) &&
          is_emptied_final(newest, live_bytes(newest), live_bytes(*before))) {
        note_emptied(newest, *before, series);
        newest = std::move(*before);
        taken = 0;
      }
    }
    if (taken > 0) note_newest(series, newest);
    chosen_.emplace_back();
    chosen_.back().push_back(std::move(newest));
    return Done();
  }

  // Reads the last dump that can be read into newest_ and returns its place; a
  // dump that is still being written is passed over.
  Result<size_t> newest_readable(const DumpSeries& series) {
    for (size_t i = series.paths.size(); i-- > 0;) {
      Result<Dump> dump = files_.read(series.paths[i], diagnostics_);
      if (dump.ok()) {
        newest_ = std::move(*dump);
        return i;
      }
      if (i == 0) return std::move(dump).error();
      diagnostics_.warn("unreadable newest dump", dump.error().where,
                        dump.error().message + "; the dump before it is used");
    }
    return Error{ErrorCode::kUsage, series.process, "expected a heap dump, got none", {}};
  }

  void note_emptied(const Dump& final_dump, const Dump& before, const DumpSeries& series) {
    diagnostics_.note(
        "emptied final dump", final_dump.source,
        fmt::format("is left out: exit handlers have freed memory before it, {} of {} are left; "
                    "{} is used, the newest before it of {} dumps of {}",
                    format_bytes(live_bytes(final_dump)), format_bytes(live_bytes(before)),
                    before.source, series.paths.size(), series.process),
        "name the final dump alone to use it all the same; jescope trend tells what grows");
  }

  void note_newest(const DumpSeries& series, const Dump& taken) {
    diagnostics_.note(
        "newest dump", taken.source,
        fmt::format("is used, the newest of {} dumps of {}; they are snapshots of the same memory",
                    series.paths.size(), series.process),
        kHowToCombine);
  }

  // Dumps whose names do not tell may still be snapshots of one process. Those of
  // children, whose names do, have the map of their parent.
  void drop_older_of_same_process() {
    std::vector<ChosenDumps> kept;
    std::map<std::string, size_t> place_of;  // in `kept`, by mark
    for (ChosenDumps& dumps : chosen_) {
      const Dump& dump = dumps.front();
      const std::string mark = process_mark(dump);
      const auto [known, is_new] = place_of.emplace(mark, kept.size());
      const bool names_tell = !is_new && dump.name && kept[known->second].front().name;
      if (is_new || mark.empty() || names_tell) {
        kept.push_back(std::move(dumps));
        continue;
      }
      ChosenDumps& older = kept[known->second];
      diagnostics_.note("same process", dump.source,
                        fmt::format("is of the same process as {}; the later argument is used",
                                    older.front().source),
                        kHowToCombine);
      older = std::move(dumps);
    }
    chosen_ = std::move(kept);
  }

  const std::vector<DumpSeries> processes_;
  const std::optional<MergeRule> merge_;
  Diagnostics& diagnostics_;
  DumpFiles files_;
  Dump newest_;
  std::vector<Error> unreadable_;
  std::vector<ChosenDumps> chosen_;
};

}  // namespace

bool is_emptied_final(const Dump& dump, int64_t live, int64_t live_before) {
  if (!dump.name || dump.name->kind != DumpKind::kFinal) return false;
  return live < live_before - live_before / 10;
}

Result<std::vector<ChosenDumps>> choose_dumps(const std::vector<std::string>& paths,
                                              std::optional<MergeRule> merge,
                                              Diagnostics& diagnostics, Progress* progress,
                                              RemoteDumps* remote) {
  return Chooser(group_by_process(paths), merge, diagnostics, progress, remote).run();
}

}  // namespace jescope
