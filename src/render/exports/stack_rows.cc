// SPDX-License-Identifier: Apache-2.0
//
// A line of JSON for each stack, as DuckDB and clickhouse-local read it:
//
//   {"dump":"x.heap","sequence":0,"written_ns":0,"stack":["main","put"],
//    "modules":["/opt/app","/opt/app"],"inuse_space":64,"inuse_objects":1,
//    "alloc_space":128,"alloc_objects":2,"inuse_space_sigma":0}
#include <fmt/format.h>

#include <optional>
#include <vector>

#include "jescope/model/dump_name.h"
#include "jescope/render/exports.h"
#include "render/json.h"
#include "render/numbers.h"

namespace jescope {
namespace {

std::string origin_json(const Snapshot& snapshot) {
  return fmt::format("{{\"dump\":{},\"sequence\":{},\"written_ns\":{},",
                     compact_json(base_name(snapshot.source)), snapshot.sequence,
                     snapshot.written_ns);
}

// What the name of a dump tells of it.
Snapshot snapshot_named(const std::string& name) {
  Snapshot snapshot;
  snapshot.source = name;
  if (const std::optional<DumpName> parts = parse_dump_name(name)) {
    snapshot.sequence = parts->sequence;
  }
  return snapshot;
}

std::string values_json(const Values& values) {
  std::string text;
  for (const Metric metric : kAllMetrics) {
    text += fmt::format("\"{}\":{},", metric_name(metric), values[metric].value);
  }
  return text +
         fmt::format("\"inuse_space_sigma\":{}}}\n", plain_sigma(values[Metric::kInuseSpace]));
}

}  // namespace

std::string render_stack_rows(const Profile& profile, const std::string& name) {
  std::vector<std::string> labels;
  std::vector<std::string> modules;
  for (const Frame& frame : profile.frames) {
    labels.push_back(compact_json(frame_label(profile, frame)));
    modules.push_back(compact_json(profile.text(frame.module)));
  }
  std::vector<std::string> origins;
  for (const Snapshot& snapshot : profile.snapshots) origins.push_back(origin_json(snapshot));
  if (origins.empty()) origins.push_back(origin_json(snapshot_named(name)));
  const auto list = [&](FrameStacks::Row stack, const std::vector<std::string>& texts) {
    std::string text;
    for (const FrameId frame : profile.stacks.outermost_first(stack)) {
      text += (text.empty() ? "" : ",") + texts[frame.row()];
    }
    return text;
  };
  std::string rows;
  for (const Sample& sample : profile.samples) {
    rows += origins[sample.snapshot];
    rows += fmt::format("\"stack\":[{}],\"modules\":[{}],", list(sample.stack, labels),
                        list(sample.stack, modules));
    rows += values_json(sample.values);
  }
  return rows;
}

}  // namespace jescope
