// SPDX-License-Identifier: Apache-2.0
#include "pipeline/compare/snapshots.h"

#include <fmt/format.h>

#include "jescope/combine/spread.h"
#include "pipeline/titles.h"
#include "pipeline/view.h"

namespace jescope {
namespace {

void note_spread(const std::string& process, size_t chosen, size_t all, Diagnostics& diagnostics) {
  if (chosen == all) return;
  diagnostics.note("spread", process,
                   fmt::format("{} of its {} dumps are drawn, spread evenly with the first and the "
                               "last, so that the file stays small",
                               chosen, all),
                   "a pattern in quotes chooses others, as 'DIR/jeprof.out.301.[1-9].*.heap'");
}

// Returns what each snapshot of `chosen`, some of `series`, held before filtering.
std::vector<Estimate> wholes_of(const Profile& chosen, const Profile& series,
                                const std::vector<Values>& wholes, Metric metric) {
  std::vector<Estimate> found;
  size_t row = 0;
  for (const Snapshot& snapshot : chosen.snapshots) {
    while (series.snapshots[row].source != snapshot.source) ++row;
    found.push_back(wholes[row][metric]);
  }
  return found;
}

// "snapshot 3 of 24: jeprof.out.301.3.i3.heap, total 4.0 MiB ± 1.0 MiB"
std::vector<std::string> subtitles_of(const CallTree& tree, const std::vector<Estimate>& wholes,
                                      const Request& request) {
  std::vector<std::string> subtitles;
  for (const TreeSnapshot& snapshot : tree.snapshots) {
    const Estimate& total = snapshot.total[request.metric];
    std::string text =
        fmt::format("snapshot {} of {}: {}, total {}", subtitles.size() + 1, tree.snapshots.size(),
                    base_name(snapshot.dump.source), amount_with_error(total, request));
    const Estimate& whole = wholes[subtitles.size()];
    if (whole.value != total.value) text += fmt::format(" selected of {}", amount(whole, request));
    subtitles.push_back(std::move(text));
  }
  return subtitles;
}

}  // namespace

std::string flame_of_series(const Profile& series, const std::vector<Values>& wholes,
                            const std::string& process, const Request& request,
                            Diagnostics& diagnostics) {
  const Profile chosen = take_spread(series);
  note_spread(process, chosen.snapshots.size(), series.snapshots.size(), diagnostics);
  const CallTree tree = build_series_tree(chosen, request.metric, request.direction);
  const std::string title =
      fmt::format("{}: {}, {}", process, metric_title(request.metric), sampling_title(chosen));
  std::vector<std::string> subtitles =
      subtitles_of(tree, wholes_of(chosen, series, wholes, request.metric), request);
  const std::string last = subtitles.back();
  return draw_flame(tree, title, last, request, std::move(subtitles));
}

}  // namespace jescope
