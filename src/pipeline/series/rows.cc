// SPDX-License-Identifier: Apache-2.0
//
//   dumps of a process ──place──▶ SeriesBuilder ──name──▶ Profile ──filter──▶ rows, dump by dump
#include "pipeline/series/rows.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "jescope/base/shell_word.h"
#include "jescope/combine/dump_series.h"
#include "jescope/combine/line_up.h"
#include "jescope/combine/spread.h"
#include "jescope/render/exports.h"
#include "jescope/select/redact.h"
#include "jescope/select/regroup.h"
#include "pipeline/health.h"
#include "pipeline/inputs/dump_files.h"
#include "pipeline/load.h"
#include "pipeline/series/series.h"
#include "pipeline/titles.h"

namespace jescope {
namespace {

class RowsReader {
 public:
  RowsReader(const Inputs& inputs, const Request& request, const Rules& rules, SymbolSource& source,
             Diagnostics& diagnostics)
      : request_(request),
        rules_(rules),
        source_(source),
        diagnostics_(diagnostics),
        files_(inputs.dumps, request.progress, inputs.remote.get()) {}

  Result<Done> add(const DumpSeries& process) {
    SeriesBuilder builder;
    size_t dumps = 0;
    for (const std::string& path : process.paths) {
      Result<bool> added = add(path, builder);
      if (!added.ok()) return std::move(added).error();
      dumps += *added ? 1 : 0;
    }
    const std::string command = "jescope symbols " + shell_word(process.paths.front());
    if (dumps > 0) profiles_.push_back(choose(builder.take(), command));
    return Done();
  }

  // Of several dumps one may be damaged.
  Result<Report> take(const std::string& process) {
    if (profiles_.empty()) return *first_error_;
    if (request_.export_format == ExportFormat::kSpeedscope) return take_speedscope(process);
    const auto all = std::make_shared<std::vector<StackRows>>();
    for (Profile& profile : profiles_) all->emplace_back(std::move(profile));
    const auto next = [rows = all, process = size_t{0}]() mutable {
      std::string text;
      while (text.empty() && process < rows->size()) {
        text = (*rows)[process].next();
        if (text.empty()) ++process;
      }
      return text;
    };
    return Report{{}, {}, next};
  }

 private:
  // One profile a dump; a file of hundreds opens in no browser.
  Report take_speedscope(const std::string& process) {
    const Profile& series = profiles_.front();
    const Profile shown = take_spread(series);
    if (shown.snapshots.size() < series.snapshots.size()) {
      diagnostics_.note("spread", process,
                        fmt::format("{} of its {} dumps are written, spread evenly with the first "
                                    "and the last, so that the file stays small",
                                    shown.snapshots.size(), series.snapshots.size()));
    }
    const std::string name = request_.redact.is_wanted ? std::string(kRedactedSubject) : process;
    return {render_speedscope(shown, request_.metric, name), {}};
  }

  Result<bool> add(const std::string& path, SeriesBuilder& builder) {
    const Result<Dump> dump = files_.read(path, diagnostics_);
    if (!dump.ok()) {
      if (!first_error_) first_error_ = dump.error();
      diagnostics_.warn("unreadable dump of several", dump.error().where,
                        dump.error().message + "; it is left out", dump.error().hint);
      return false;
    }
    const Result<AddressProfile> places = place_dump(*dump, request_, diagnostics_);
    if (!places.ok()) return places.error();
    builder.add(*places, snapshot_of(*dump));
    return true;
  }

  // `symbols_command` tells why names are missing.
  Profile choose(AddressProfile places, const std::string& symbols_command) {
    Profile profile = name_places(std::move(places), request_, source_, diagnostics_);
    warn_of_missing_totals(profile, request_, diagnostics_);
    warn_of_missing_names(profile, request_, symbols_command, diagnostics_);
    profile = jescope::choose(std::move(profile), rules_.choice, request_, diagnostics_);
    if (request_.redact.is_wanted) profile = redact(profile, rules_.kept_names);
    return regroup(profile, request_.by.value_or(Granularity::kFunction));
  }

  const Request& request_;
  const Rules& rules_;
  SymbolSource& source_;
  Diagnostics& diagnostics_;
  DumpFiles files_;
  std::optional<Error> first_error_;
  std::vector<Profile> profiles_;  // of each process
};

}  // namespace

bool wants_rows_of_each(const Inputs& inputs, const Request& request) {
  const bool stands_alone =
      request.command == Command::kExport && inputs.base.empty() && !request.merge;
  if (!stands_alone) return false;
  if (request.export_format == ExportFormat::kJsonl) return true;
  return request.export_format == ExportFormat::kSpeedscope && inputs.dumps.size() > 1 &&
         group_by_process(inputs.dumps).size() == 1;
}

Result<Report> export_rows(const Inputs& inputs, const Request& request, const Rules& rules,
                           SymbolSource& source, Diagnostics& diagnostics) {
  RowsReader reader(inputs, request, rules, source, diagnostics);
  const std::vector<DumpSeries> processes = group_by_process(inputs.dumps);
  for (const DumpSeries& process : processes) {
    if (Result<Done> added = reader.add(process); !added.ok()) return std::move(added).error();
  }
  return reader.take(processes.front().process);
}

}  // namespace jescope
